import { type CampaignFileFormat, readCampaignFile } from '@casm/campaign-files';
import { type CampaignRows, placeCampaign } from '@casm/core';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { answer, reply } from '../answer.js';
import { isAbort } from '../file-body.js';
import { campaignsTag as tag } from '../openapi/tags.js';
import { UploadQuery } from '../query.js';
import { type IncomingFile, route, type Route } from '../route.js';
import { type CampaignDeps, CampaignEntry, placedHeaders } from './campaign-entry.js';
import { exampleFile, exampleUpload } from './example-campaign.js';
import { shownCampaign } from './shown-campaign.js';

const path = '/v1/casm/segment-campaign-files';

/** For `serve`: the paths on which a body may take any time while bytes arrive. */
export const uploadPaths: ReadonlyArray<string> = [path];

const csv = 'text/csv';
const ndjson = 'application/x-ndjson';

/** The route for a campaign whose rows are uploaded as a file. */
export const campaignFileRoute = (deps: CampaignDeps): Route => {
  const place = placeCampaign(deps);
  return route({
    operation: 'uploadSegmentCampaign',
    scope: 'campaigns:write',
    summary: 'Creates a campaign, as a DRAFT, of the rows of a file: CSV or NDJSON, as it is or as gzip.',
    description:
      'The members of the order are in the query. A CSV file has a header with a column refId or externalId, and may have the columns customerSegment and reason; others are passed over. Its fields are separated by commas or semicolons. An NDJSON file has an object with these members in each line. The file is UTF-8, with up to 10,000,000 rows. It is taken whole or not at all: a file that cannot be right is refused with the line. The same requestId and order again answers the same campaign, and reads no file.',
    tag,
    method: 'post',
    path,
    query: UploadQuery,
    files: { [csv]: exampleFile, [ndjson]: '{"externalId":"CRM-1001","customerSegment":"SOHO"}\n' },
    answers: {
      201: answer('The campaign is there.', CampaignEntry, {
        headers: ['Location', 'Idempotency-Replayed'],
        example: { campaign: exampleUpload },
      }),
    },
    handle: ({ query, file, context: { client, onBehalfOf } }) =>
      pipe(
        place(query, client, rowsIn(file), onBehalfOf),
        TE.map(({ campaign, replayed }) =>
          reply(201, { headers: placedHeaders(campaign, replayed), body: { campaign: shownCampaign(campaign) } }),
        ),
      ),
  });
};

const formatOf = (mediaType: string): CampaignFileFormat => (mediaType === ndjson ? 'ndjson' : 'csv');

async function* rowsIn(file: IncomingFile | null): CampaignRows {
  if (file === null) throw new Error('the route has no file');
  const { mediaType, isGzip, bytes } = file;
  try {
    yield* readCampaignFile({ bytes, format: formatOf(mediaType), isGzip });
  } catch (error) {
    if (!isAbort(error)) throw error;
    yield E.left({ _tag: 'UnreadableRows' as const, line: null, rule: 'was not received whole' });
  }
}
