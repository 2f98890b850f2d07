import {
  type DeadLetter,
  type DeadLetters,
  type OutboxBacklog,
  type ParkedMessages,
  RefId,
  type ShardLeases,
  TopicName,
} from '@casm/core';
import {
  closed,
  count,
  described,
  instant,
  listOf,
  named,
  nullable,
  oneOf,
  text,
  version,
  wholeNumber,
} from '@casm/core/codecs';
import type * as t from 'io-ts';
import { cursor } from '../cursor.js';
import { Next, pageBefore, pageQuery } from '../query.js';

/** What the operator's routes look at and retry. */
export interface OperatorDeps {
  readonly backlog: Pick<OutboxBacklog, 'sizes' | 'oldestAt'>;
  readonly parked: Pick<ParkedMessages, 'list' | 'sizes' | 'retry'>;
  readonly leases: Pick<ShardLeases, 'list'>;
  readonly deadLetters: DeadLetters;
}

const topic = described('The name of the topic.', TopicName, 'casm.customer');

export const Outbox = named(
  'Outbox',
  'What is committed and not published yet, and what is parked.',
  closed(
    {
      waiting: described(
        'One entry for each topic that messages wait for, in order of topic.',
        listOf(
          named(
            'Waiting Messages',
            'The messages that wait for one topic.',
            closed({ topic, messages: described('How many.', count) }, {}),
          ),
          0,
        ),
      ),
      oldestAt: described('When the oldest of them occurred; null: nothing waits.', nullable(instant)),
      parkedMessages: described('How many messages are parked.', count),
      parked: described(
        'The parked messages in their order, up to `limit`.',
        listOf(
          named(
            'Parked Message',
            'A message that was taken out of the outbox until an operator decides.',
            closed(
              {
                refId: RefId,
                version,
                topic,
                error: described(
                  'Why it cannot be published; null: an earlier message of its customer is parked, and it waits behind that.',
                  nullable(text(1, 4000)),
                ),
                parkedAt: instant,
              },
              {},
            ),
          ),
          0,
        ),
      ),
    },
    {},
  ),
);
export type Outbox = t.TypeOf<typeof Outbox>;

export const RetryOfParked = named(
  'Retry of Parked Messages',
  'Which of the parked messages are put back; all where nothing is said.',
  closed(
    {},
    {
      refId: described('Only those of this customer.', RefId),
      topic: described('Only those of this topic.', TopicName),
    },
  ),
);

export const RetriedParked = named(
  'Retried Parked Messages',
  'What was put back.',
  closed({ messages: described('How many messages wait to be published again.', count) }, {}),
);

const Place = closed(
  {
    cluster: text(0, 1024),
    group: text(0, 1024),
    topic: TopicName,
    partition: wholeNumber(0, 0x7fffffff),
    offset: count,
  },
  {},
);
type Place = t.TypeOf<typeof Place>;
type LetterPlace = Pick<DeadLetter['delivery'], 'partition' | 'offset'>;

export const DeadLettersQuery = pageQuery(Place);

export const RetryOfDeadLetters = named(
  'Retry of Dead Letters',
  'Which of the dead letters are read again: a page of them, in order of their places.',
  closed(
    {},
    {
      limit: described('How many at most; 100 where it is left out.', wholeNumber(1, 1000), 100),
      cursor: described('The `next` of the page before.', cursor(pageBefore, Place)),
    },
  ),
);

export const placeOf = ({ cluster, group, topic: name, partition, offset }: Place): LetterPlace => ({
  partition: { cluster, group, topic: name, partition },
  offset,
});

export const cursorOf = ({ partition, offset }: LetterPlace): Place => ({ ...partition, offset });

const letters = listOf(
  named(
    'Dead Letter',
    'A message on a topic that the data warehouse cannot apply. Its body is not told: it is on the topic, at this place.',
    closed(
      {
        cluster: described('The name of the Kafka cluster.', text(0, 1024), 'kafka'),
        topic,
        partition: wholeNumber(0, 0x7fffffff),
        offset: count,
        key: described('The key of the message, as a rule the refId of a customer.', nullable(text(0, 1_000_000))),
        kind: described(
          'unreadable: no Business Transaction that this release knows; unstorable: a value that no column holds; conflict: the warehouse has another transaction of that version.',
          oneOf('unreadable', 'unstorable', 'conflict'),
        ),
        error: described('Why it cannot be applied.', text(0, 10_000)),
      },
      {},
    ),
  ),
  0,
);

export const DeadLetterList = named(
  'Dead Letter List',
  'A page of dead letters, in order of their places.',
  closed({ deadLetters: letters, next: Next }, {}),
);

export const RetriedDeadLetters = named(
  'Retried Dead Letters',
  'What became of a page of dead letters.',
  closed(
    {
      applied: described('How many are in the warehouse now.', count),
      deadLetters: described('Those that still cannot be applied, and why.', letters),
      next: Next,
    },
    {},
  ),
);

/** A dead letter without its body, which the scope of the route does not allow to be read. */
export const shownLetter = ({ kind, delivery: { partition, offset, key }, error }: DeadLetter) => ({
  cluster: partition.cluster,
  topic: partition.topic,
  partition: partition.partition,
  offset,
  key,
  kind,
  error,
});

export const LeaseList = named(
  'Lease List',
  'Which relay publishes for which customers.',
  closed(
    {
      leases: described(
        'One entry for each shard, which is a fixed group of customers.',
        listOf(
          named(
            'Shard Lease',
            'The lease of a shard: only its holder publishes the messages of these customers.',
            closed(
              {
                shard: wholeNumber(0, 0x7fff),
                holder: described(
                  'The id of a running relay, new at each start; null: nobody publishes.',
                  nullable(text(1, 256)),
                ),
                leasedUntil: described(
                  'When the lease expires unless it is renewed; null: nobody holds it.',
                  nullable(instant),
                ),
              },
              {},
            ),
          ),
          0,
        ),
      ),
    },
    {},
  ),
);
