import {
  type CatalogueMaintenance,
  changeEntry,
  Code,
  createEntry,
  entryExamplesOf,
  type EntryKind,
  entryKinds,
  exampleCatalogue,
  type EntryReceipt,
  listEntries,
  readEntry,
} from '@casm/core';
import { closed, described, listOf, named } from '@casm/core/codecs';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { answer, reply } from '../answer.js';
import { problemOfRejection } from '../problem-mapping.js';
import { always, route, type Route } from '../route.js';

/** The four routes of each kind of catalogue entry. */
export const catalogueRoutes = (deps: CatalogueMaintenance): ReadonlyArray<Route> =>
  Object.values(entryKinds).flatMap((kind) => routesOfKind(deps, kind));

/** The path of the entries of a kind. */
export const catalogueBaseOf = ({ path }: Pick<EntryKind, 'path'>): string => `/v1/casm/${path}`;

const routesOfKind = (deps: CatalogueMaintenance, kind: EntryKind): ReadonlyArray<Route> => {
  const { name, entryName, noun, operations, rejections } = kind;
  const base = catalogueBaseOf(kind);
  const tag = { name: capitalised(kind.path.replaceAll('-', ' ')), description: kind.summary };
  const { created, changed } = entryExamplesOf(kind);
  const params = closed({ code: described(`The code of the ${noun}.`, Code, created.code) }, {});
  const shown = [...exampleCatalogue[name].values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  const notFound = problemOfRejection[rejections.notFound];
  const checked = rejections.check.map((each) => problemOfRejection[each]);

  const Entry = named(
    `${capitalised(entryName)} Entry`,
    `One ${noun} of the catalogue.`,
    closed({ [entryName]: kind.entry }, {}),
  );
  const Entries = named(
    `${capitalised(entryName)} List`,
    kind.summary,
    closed({ [name]: described('In the order of their codes, retired ones too.', listOf(kind.entry, 0)) }, {}),
  );
  /** Sends the stored text of the entry, so that a repeat gets the same bytes. */
  const textOf = ({ body }: EntryReceipt): string => `{"${entryName}":${body}}`;

  return [
    route({
      operation: operations.list,
      summary: `Lists every ${noun} that is configured, retired ones too.`,
      tag,
      method: 'get',
      path: base,
      scope: 'customers:read',
      readsReplica: always,
      answers: { 200: answer(kind.summary, Entries, { example: { [name]: shown } }) },
      handle: ({ replica }) =>
        pipe(
          listEntries(replica ?? deps)(kind),
          TE.map((entries) => reply(200, { body: { [name]: entries } })),
        ),
    }),
    route({
      operation: operations.create,
      summary: `Adds a ${noun} to the catalogue; it can be used at once.`,
      tag,
      method: 'post',
      path: base,
      scope: 'catalogue:write',
      body: { codec: kind.creation, example: kind.example.creation },
      problems: [problemOfRejection[rejections.codeTaken], ...checked],
      answers: {
        201: answer(`The ${noun} is there.`, Entry, {
          headers: ['Location', 'Idempotency-Replayed'],
          example: { [entryName]: created },
        }),
      },
      handle: ({ body, context }) =>
        pipe(
          createEntry(deps)(kind, body, context),
          TE.map((receipt) => {
            const location = { Location: `${base}/${encodeURIComponent(receipt.entry.code)}` };
            return reply(201, { headers: { ...location, ...replayedHeader(receipt) }, text: textOf(receipt) });
          }),
        ),
    }),
    route({
      operation: operations.read,
      summary: `Reads one ${noun} of the catalogue.`,
      tag,
      method: 'get',
      path: `${base}/:code`,
      scope: 'customers:read',
      readsReplica: always,
      params,
      problems: [notFound],
      answers: { 200: answer(`The ${noun}.`, Entry, { example: { [entryName]: created } }) },
      handle: ({ params: { code }, replica }) =>
        pipe(
          readEntry(replica ?? deps)(kind, code),
          TE.map((entry) => reply(200, { body: { [entryName]: entry } })),
        ),
    }),
    route({
      operation: operations.change,
      summary: `Replaces one ${noun} of the catalogue; status RETIRED retires it.`,
      tag,
      method: 'put',
      path: `${base}/:code`,
      scope: 'catalogue:write',
      params,
      body: { codec: kind.change, example: kind.example.change },
      problems: [notFound, ...checked],
      answers: {
        200: answer(`The ${noun} is as asked.`, Entry, {
          headers: ['Idempotency-Replayed'],
          example: { [entryName]: changed },
        }),
      },
      handle: ({ params: { code }, body, context }) =>
        pipe(
          changeEntry(deps)(kind, code, body, context),
          TE.map((receipt) => reply(200, { headers: replayedHeader(receipt), text: textOf(receipt) })),
        ),
    }),
  ];
};

const replayedHeader = ({ replayed }: EntryReceipt) => (replayed ? { 'Idempotency-Replayed': 'true' } : {});

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
