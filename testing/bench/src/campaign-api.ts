import { token } from './processes.js';

const base = '/v1/casm/segment-campaigns';

/** Sends JSON to the campaigns of a serving process. Resolves with the body of the answer; rejects unless it is a 2xx. */
const call = async (url: string, method: 'POST' | 'PUT', body: object): Promise<string> => {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  return text;
};

export const campaignIdIn = (answer: string): string => /"campaignId":"([^"]+)"/.exec(answer)?.[1] ?? '';

/** Creates a campaign of every customer. Resolves with its id. */
export const createCampaign = async (url: string, requestId: string, customerSegment: string): Promise<string> => {
  const order = { requestId, name: requestId, customerSegment, reason: 'campaign', customers: { testCustomer: false } };
  return campaignIdIn(await call(`${url}${base}`, 'POST', order));
};

export const runCampaign = async (url: string, campaignId: string): Promise<void> => {
  await call(`${url}${base}/${campaignId}/state`, 'PUT', { state: 'RUNNING', skipValidation: true });
};
