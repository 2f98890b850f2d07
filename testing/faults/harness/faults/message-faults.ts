import type { TopicMessage } from '../../src/evidence.js';
import { completeTopic, plant, readTopic } from '../topic.js';
import { type Fault, nothingToUndo, type Surroundings } from './fault.js';

const most = 3000;

/** The messages of the product, without those that a restore has undone: the product never sends these again, and the warehouse would take them for new. */
const published = async ({ engines, past }: Surroundings): Promise<ReadonlyArray<TopicMessage>> => {
  const undone = new Set<string | null>(past.undone.flat().map(({ body }) => body));
  return (await readTopic(engines.kafka.brokers, completeTopic)).filter(
    ({ planted, value }) => planted === null && !undone.has(value),
  );
};

/** Publishes all messages again, in order. */
const everythingAgain: Fault = {
  name: 'every message twice',
  inject: async (around) => plant(around.engines.kafka.brokers, 'again', await published(around)),
  undo: nothingToUndo,
};

/** Publishes messages twice more, in random order. */
const deliveredAgain: Fault = {
  name: 'messages twice more and shuffled',
  inject: async (around) => {
    const { engines, random } = around;
    const again = random.shuffled(await published(around)).slice(0, most);
    await plant(engines.kafka.brokers, 'again', random.shuffled([...again, ...again]));
  },
  undo: nothingToUndo,
};

/** Messages that are not Business Transactions, or have another customer's key. */
const poison: Fault = {
  name: 'poison on the topic',
  inject: async (around) => {
    const { engines, random } = around;
    const { value } = random.pick(await published(around));
    await plant(
      engines.kafka.brokers,
      'poison',
      random.shuffled([
        { partition: null, key: 'somebody', value: 'this is not JSON' },
        { partition: null, key: 'somebody', value: '{"but":"no Business Transaction"}' },
        { partition: null, key: 'somebody', value: '' },
        { partition: null, key: 'somebody', value: '\0\uFFFF\0' },
        { partition: null, key: 'another customer', value },
        { partition: null, key: null, value },
        { partition: null, key: 'somebody', value: null },
        { partition: null, key: null, value: null },
      ]),
    );
  },
  undo: nothingToUndo,
};

export const messageFaults: ReadonlyArray<Fault> = [everythingAgain, deliveredAgain, poison];
