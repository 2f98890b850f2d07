import test from 'ava';
import type { Evidence } from '../src/evidence.js';
import { judge } from '../src/oracle/judge.js';
import { duplicatesOf } from '../src/oracle/topic.js';

const noon = Date.parse('2026-02-01T12:00:00.000Z');
const segmentsOfC = [null, 'SOHO', 'BUSINESS', 'SOHO', 'BUSINESS'];

const bodyOf = (version: number): string =>
  JSON.stringify({
    transactionId: `t-${version}`,
    requestId: `r-${version}`,
    occurredAt: new Date(noon + version).toISOString(),
    changes: [{ field: 'customerSegment', before: segmentsOfC[version - 1], after: segmentsOfC[version] }],
    payload: {
      customer: {
        refId: 'c',
        externalId: 'CRM-1',
        version,
        customerSegment: segmentsOfC[version],
        state: { state: 'ACTIVE' },
      },
    },
  });

const versions = [1, 2, 3];
const customer = { refId: 'c', version: 3, segment: 'SOHO', state: 'ACTIVE' };
const message = (version: number, offset: number) => ({
  partition: 0,
  offset,
  key: 'c',
  value: bodyOf(version),
  at: noon,
  planted: null,
  replayedAt: null,
});

/** Consistent evidence: one customer, created and moved twice. */
const sound: Evidence = {
  requests: versions.map((version) => ({
    requestId: `r-${version}`,
    ifMatch: version === 3 ? 2 : null,
    answer: { kind: 'acknowledged', body: bodyOf(version), etag: `"${version}"`, at: noon + version },
    unchangedAt: null,
    differingRepeats: [],
  })),
  customers: [customer],
  history: versions.map((version) => ({
    refId: 'c',
    version,
    segment: segmentsOfC[version] ?? '',
    requestId: `r-${version}`,
    transactionId: `t-${version}`,
  })),
  journal: versions.map((version) => ({
    refId: 'c',
    version,
    transactionId: `t-${version}`,
    occurredAt: noon + version,
    body: bodyOf(version),
  })),
  outbox: [],
  topic: versions.map((version) => message(version, version)),
  deletedTopics: [],
  undone: [],
  furtherTopic: versions.map((version) => message(version, version)),
  warehouse: {
    versions: versions.map((version) => ({ refId: 'c', version, transactionId: `t-${version}` })),
    customers: [customer],
    population: [
      { segment: 'SOHO', state: 'ACTIVE', customers: 1 },
      { segment: 'BUSINESS', state: 'ACTIVE', customers: 0 },
    ],
    moves: [
      { day: '2026-02-01', from: null, to: 'SOHO', moves: 1 },
      { day: '2026-02-01', from: 'SOHO', to: 'BUSINESS', moves: 1 },
      { day: '2026-02-01', from: 'BUSINESS', to: 'SOHO', moves: 1 },
    ],
    campaigns: [],
    arrived: 3,
    deadLetters: [],
    removed: [],
  },
  campaigns: [],
};

const not =
  (version: number) =>
  (row: { readonly version: number }): boolean =>
    row.version !== version;

const { warehouse, topic, requests } = sound;

/** A change of another member than the segment. */
const unmoved = {
  refId: 'c',
  version: 4,
  transactionId: 't-4',
  occurredAt: noon + 4,
  body: bodyOf(3)
    .replace('"changes":[{"field":"customerSegment"', '"changes":[{"field":"state"')
    .replaceAll('"version":3', '"version":4'),
};
const messageOf = ({ body }: { readonly body: string }) => ({ ...message(4, 4), value: body });

/** A replay of everything after the relay's messages. */
const replay = versions.map((version) => ({ ...message(version, 10 + version), replayedAt: 'noon' }));

/** A later version 3 that replaces the one undone by a restore. */
const again = {
  refId: 'c',
  version: 3,
  transactionId: 't-3-again',
  occurredAt: noon + 5,
  body: bodyOf(3).replaceAll('-3"', '-3-again"'),
};
const messageAgain = { ...message(3, 4), value: again.body };
const record = (body: string, requestId: string) => ({
  requestId,
  ifMatch: null,
  answer: { kind: 'acknowledged' as const, body, etag: '"3"', at: noon + 9 },
  unchangedAt: null,
  differingRepeats: [],
});

/** Version 3 was answered, published and read, then undone by a restore and made again. */
const restored: Evidence = {
  ...sound,
  requests: [...requests, record(again.body, 'r-3-again')],
  history: [...sound.history.filter(not(3)), { ...again, segment: 'SOHO', requestId: 'r-3-again' }],
  journal: [...sound.journal.filter(not(3)), again],
  topic: [...topic, messageAgain],
  furtherTopic: [...topic, messageAgain],
  undone: [sound.journal.filter(({ version }) => version === 3)],
  warehouse: {
    ...warehouse,
    versions: [...warehouse.versions.filter(not(3)), { refId: 'c', version: 3, transactionId: 't-3-again' }],
    removed: warehouse.versions.filter(({ version }) => version === 3),
  },
};

/** Version 4, made by the first row of a campaign. */
const moved = {
  refId: 'c',
  version: 4,
  transactionId: 't-4',
  occurredAt: noon + 4,
  body: bodyOf(4).replace('"requestId":"r-4"', '"requestId":"k.1","campaignId":"k"'),
};

const ofNobody = { line: 2, outcome: 'NOT_FOUND', refId: null, transactionId: null, version: null };
const rows = [{ line: 1, outcome: 'CHANGED', refId: 'c', transactionId: 't-4', version: 4 }, ofNobody];
const campaign: Evidence['campaigns'][number] = {
  requestId: 'campaign-1',
  customerSegment: 'BUSINESS',
  ordered: [
    { line: 1, externalId: 'CRM-1', end: 'moved' },
    { line: 2, externalId: 'NOBODY', end: 'NOT_FOUND' },
  ],
  answered: rows,
  counted: { CHANGED: 1, NOT_FOUND: 1 },
  stored: { campaignId: 'k', state: 'COMPLETED', rows },
};

/** A campaign of two rows has moved the customer once more. */
const campaigned: Evidence = {
  ...sound,
  customers: [{ ...customer, version: 4, segment: 'BUSINESS' }],
  history: [...sound.history, { ...moved, segment: 'BUSINESS', requestId: 'k.1' }],
  journal: [...sound.journal, moved],
  topic: [...topic, { ...message(4, 4), value: moved.body }],
  furtherTopic: [...topic, { ...message(4, 4), value: moved.body }],
  warehouse: {
    ...warehouse,
    versions: [...warehouse.versions, { refId: 'c', version: 4, transactionId: 't-4' }],
    customers: [{ ...customer, version: 4, segment: 'BUSINESS' }],
    population: [{ segment: 'BUSINESS', state: 'ACTIVE', customers: 1 }],
    moves: warehouse.moves.map((row) => (row.to === 'BUSINESS' ? { ...row, moves: 2 } : row)),
    campaigns: [{ campaignId: 'k', customers: 1 }],
    arrived: 4,
  },
  campaigns: [campaign],
};

const withRows = (
  changed: ReadonlyArray<NonNullable<typeof campaign.answered>[number]>,
  more: Partial<typeof campaign> = {},
): Partial<Evidence> => {
  const counted: Record<string, number> = {};
  for (const { outcome } of changed) if (outcome !== null) counted[outcome] = (counted[outcome] ?? 0) + 1;
  return {
    campaigns: [
      {
        ...campaign,
        answered: changed,
        counted,
        stored: { campaignId: 'k', state: 'COMPLETED', rows: changed },
        ...more,
      },
    ],
  };
};

const ended = (outcome: string) => ({ line: 1, outcome, refId: 'c', transactionId: null, version: null });

/** Evidence of a campaign with one error, and the kind of violation of G10 that must be detected. */
const wrongCampaigns: Readonly<Record<string, readonly [kind: string, Partial<Evidence>]>> = {
  'a row that has changed its customer twice': [
    'doubled',
    {
      journal: [
        ...campaigned.journal,
        { ...moved, version: 5, body: moved.body.replaceAll('"version":4', '"version":5') },
      ],
    },
  ],
  'a row that ended as CHANGED without a change': [
    'lost',
    { journal: sound.journal, ...withRows([...rows.slice(0, 1), ofNobody]) },
  ],
  'a row that ended as UNCHANGED and has changed its customer': ['other', withRows([ended('UNCHANGED'), ofNobody])],
  'a row that ended as UNCHANGED though its customer was never there': [
    'other',
    { journal: sound.journal, ...withRows([ended('UNCHANGED'), ofNobody], { customerSegment: 'WHOLESALE' }) },
  ],
  'a row that names another version than its change has': [
    'other',
    withRows([{ ...ended('CHANGED'), transactionId: 't-4', version: 3 }, ofNobody]),
  ],
  'a row without a result': ['lost', withRows([{ ...ended(''), outcome: null }, ofNobody])],
  'a row with another end than ordered': [
    'other',
    withRows([...rows.slice(0, 1), { ...ofNobody, outcome: 'UNCHANGED' }]),
  ],
  'a row that has changed another customer': [
    'other',
    withRows(rows, { ordered: [{ line: 1, externalId: 'CRM-2', end: 'moved' }] }),
  ],
  'a change that moves to another segment': ['other', withRows(rows, { customerSegment: 'SOHO' })],
  'results other than those that were answered': ['other', withRows(rows, { answered: [ofNobody] })],
  'counts other than the results': ['other', withRows(rows, { counted: { CHANGED: 2 } })],
  'a campaign that did not come to its end': ['lost', withRows(rows, { answered: null })],
  'a campaign that is gone': ['lost', withRows(rows, { stored: null })],
  'a change of a campaign that there is not': [
    'other',
    withRows(rows, { stored: { campaignId: 'l', state: 'COMPLETED', rows } }),
  ],
};

/** Evidence with one error, and the guarantee whose violation must be detected. */
const wrong: Readonly<Record<string, readonly [promise: string, kind: string, Partial<Evidence>]>> = {
  'an acknowledged update that is not in the journal': ['G1', 'lost', { journal: sound.journal.filter(not(3)) }],
  'an acknowledged update that is not in the history': ['G1', 'lost', { history: sound.history.filter(not(3)) }],
  'an answer other than the journal': [
    'G1',
    'lost',
    { journal: sound.journal.map((row) => ({ ...row, body: `${row.body} ` })) },
  ],
  'a gap in the versions': ['G2', 'lost', { journal: sound.journal.filter(not(2)) }],
  'a customer that is behind its journal': ['G2', 'other', { customers: [{ ...customer, version: 2 }] }],
  'an update that stays in the outbox': ['G3', 'lost', { outbox: [{ refId: 'c', version: 3 }] }],
  'an update that never reaches the topic': ['G3', 'lost', { topic: topic.slice(0, 2) }],
  'two versions that change places on the topic': [
    'G4',
    'order',
    { topic: [message(2, 0), message(1, 1), message(3, 2)] },
  ],
  'a segment change that never reaches the further topic': ['G3', 'lost', { furtherTopic: topic.slice(0, 2) }],
  'a message on the further topic that no rule let through': [
    'G3',
    'other',
    {
      journal: [...sound.journal, unmoved],
      topic: [...topic, messageOf(unmoved)],
      furtherTopic: [...topic, messageOf(unmoved)],
    },
  ],
  'two versions that change places on the further topic': [
    'G4',
    'order',
    { furtherTopic: [message(2, 0), message(1, 1), message(3, 2)] },
  ],
  'a customer in two partitions': ['G4', 'order', { topic: [...topic, { ...message(3, 0), partition: 1 }] }],
  'a version that never reaches the warehouse': [
    'G5',
    'lost',
    { warehouse: { ...warehouse, versions: warehouse.versions.filter(not(2)) } },
  ],
  'a version twice in the warehouse': [
    'G5',
    'doubled',
    { warehouse: { ...warehouse, versions: [...warehouse.versions, ...warehouse.versions.slice(0, 1)] } },
  ],
  'a move that is counted twice': [
    'G5',
    'doubled',
    { warehouse: { ...warehouse, moves: warehouse.moves.map((row) => ({ ...row, moves: 2 })) } },
  ],
  'a customer that is counted twice': [
    'G5',
    'doubled',
    { warehouse: { ...warehouse, population: [{ segment: 'SOHO', state: 'ACTIVE', customers: 2 }] } },
  ],
  'a warehouse that goes back to an older value': [
    'G5',
    'other',
    { warehouse: { ...warehouse, customers: [{ ...customer, version: 2, segment: 'BUSINESS' }] } },
  ],
  'poison that is not among the dead letters': [
    'G5',
    'lost',
    { topic: [...topic, { ...message(1, 9), value: 'poison', planted: 'poison' }] },
  ],
  'poison on a deleted topic that is not among the dead letters': [
    'G5',
    'lost',
    { deletedTopics: [[{ ...message(1, 9), value: 'poison', planted: 'poison' }]] },
  ],
  'what a deleted topic had, and the new one has not': [
    'G3',
    'lost',
    { deletedTopics: [topic], topic: topic.slice(1) },
  ],
  'a replay that ends with an old version': ['G4', 'order', { topic: [...topic, ...replay.slice(0, 2)] }],
  'a replay whose versions change places': [
    'G4',
    'order',
    { topic: [...topic, ...replay.slice(1, 2), ...replay.slice(0, 1), ...replay.slice(2)] },
  ],
  'an undone version that reached the warehouse and was not kept aside': [
    'G5',
    'lost',
    { ...restored, warehouse: { ...restored.warehouse, removed: [] } },
  ],
  'a version that was removed, and that no restore has undone': ['G5', 'lost', { ...restored, undone: [] }],
  'an undone version that stays in the warehouse': [
    'G5',
    'other',
    { ...restored, warehouse: { ...restored.warehouse, versions: warehouse.versions } },
  ],
  'an acknowledged update that is gone after a restore that has not undone it': [
    'G1',
    'lost',
    { ...restored, requests: [...restored.requests, record(bodyOf(3).replaceAll('-3"', '-4"'), 'r-4')] },
  ],
  'a repeat that is answered otherwise': [
    'G6',
    'other',
    { requests: requests.map((record) => ({ ...record, differingRepeats: ['another body'] })) },
  ],
  'a refusal that left a trace': [
    'G6',
    'other',
    { requests: requests.map((record) => ({ ...record, answer: { kind: 'refused', status: 412 } })) },
  ],
  'an effect of what was told to have changed nothing': [
    'G6',
    'other',
    { requests: requests.map((record) => ({ ...record, unchangedAt: noon + 60_000 })) },
  ],
  'an update that nobody asked for': ['G6', 'other', { requests: requests.slice(1) }],
  'an update that overwrote what it did not match': [
    'G7',
    'other',
    { requests: requests.map((record) => ({ ...record, ifMatch: 1 })) },
  ],
  'time that stands still': ['G7', 'order', { journal: sound.journal.map((row) => ({ ...row, occurredAt: noon })) }],
};

test('a sound run breaks no promise', (t) => {
  t.deepEqual(judge(sound), []);
});

test('a topic that was deleted and filled by a replay behind what was published since breaks no promise', (t) => {
  const poison = { ...message(1, 9), value: 'poison', planted: 'poison' as const };
  const since = message(3, 0);
  t.deepEqual(
    judge({
      ...sound,
      deletedTopics: [[...topic.slice(0, 2), poison]],
      topic: [since, ...replay],
      warehouse: { ...warehouse, deadLetters: [{ partition: 0, offset: 9, former: true }] },
    }),
    [],
  );
});

test('a restore that takes back what was answered breaks no promise once all agree with the journal', (t) => {
  t.deepEqual(judge(restored), []);
});

test('a campaign whose rows agree with everything breaks no promise', (t) => {
  t.deepEqual(judge(campaigned), []);
});

test('a change of a campaign that the warehouse counts twice breaks G5', (t) => {
  const twice = { ...campaigned.warehouse, campaigns: [{ campaignId: 'k', customers: 2 }] };
  const found = judge({ ...campaigned, warehouse: twice });
  t.deepEqual(
    found.map(({ promise, kind }) => [promise, kind]),
    [['G5', 'doubled']],
  );
});

for (const [what, [kind, part]] of Object.entries(wrongCampaigns)) {
  test(`${what} breaks G10`, (t) => {
    const found = judge({ ...campaigned, ...part });
    t.true(
      found.some((violation) => violation.promise === 'G10' && violation.kind === kind),
      JSON.stringify(found, null, 2),
    );
  });
}

for (const [what, [promise, kind, part]] of Object.entries(wrong)) {
  test(`${what} breaks ${promise}`, (t) => {
    const found = judge({ ...sound, ...part });
    t.true(
      found.some((violation) => violation.promise === promise && violation.kind === kind),
      JSON.stringify(found, null, 2),
    );
  });
}

test('duplicates on the topic are counted and break nothing, and a replay is none', (t) => {
  const twice = { ...sound, topic: [...topic, message(1, 7), message(2, 8), ...replay] };
  t.deepEqual(judge(twice), []);
  t.is(duplicatesOf(twice.topic).length, 2);
});

test('what the tests planted themselves is no duplicate of the product’s, and must have been there before', (t) => {
  const planted = { ...sound, topic: [...topic, { ...message(1, 9), planted: 'again' as const }] };
  t.deepEqual(judge(planted), []);
  t.is(duplicatesOf(planted.topic).length, 0);
  t.throws(() => judge({ ...sound, topic: [{ ...message(1, 0), planted: 'again' as const }, ...topic] }), {
    message: /had not published/,
  });
});
