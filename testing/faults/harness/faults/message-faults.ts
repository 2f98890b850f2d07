import { completeTopic, plant, readTopic } from '../topic.js';
import { type Fault, nothingToUndo } from './fault.js';

const most = 3000;

/** What was published, all of it, comes once more in its order. */
const everythingAgain: Fault = {
  name: 'every message twice',
  inject: async ({ engines: { kafka } }) => {
    const published = (await readTopic(kafka.brokers, completeTopic)).filter(({ planted }) => planted === null);
    await plant(kafka.brokers, 'again', published);
  },
  undo: nothingToUndo,
};

/** What was published comes again, twice, in any order. */
const deliveredAgain: Fault = {
  name: 'messages twice more and shuffled',
  inject: async ({ engines: { kafka }, random }) => {
    const published = (await readTopic(kafka.brokers, completeTopic)).filter(({ planted }) => planted === null);
    const again = random.shuffled(published).slice(0, most);
    await plant(kafka.brokers, 'again', random.shuffled([...again, ...again]));
  },
  undo: nothingToUndo,
};

/** What is no Business Transaction, or pretends to be another customer's. */
const poison: Fault = {
  name: 'poison on the topic',
  inject: async ({ engines: { kafka }, random }) => {
    const good = (await readTopic(kafka.brokers, completeTopic)).filter(({ planted }) => planted === null);
    const { value } = random.pick(good);
    await plant(
      kafka.brokers,
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
