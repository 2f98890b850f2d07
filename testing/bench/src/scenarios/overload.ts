import { writersBesideOthers } from '../overload-beside.js';
import { crowd, overloadByCrowd } from '../overload-crowd.js';
import type { Scenario } from '../scenario.js';

/**
 * Twice and three times what the service can do, sent whatever the answers take, on 12,000 connections; and 64 writers beside
 * others who ask for something else in a loop. The load generators are processes of their own.
 */
export const overload: Scenario = {
  name: 'overload',
  long: true,
  run: async (stage) => {
    const [ofCrowd, beside] = [await overloadByCrowd(stage), await writersBesideOthers(stage)];
    return {
      title: `Overload: ${crowd.toLocaleString('en')} connections, and writers beside others`,
      figures: [...ofCrowd.figures, ...beside.figures],
      ratios: [...ofCrowd.ratios, ...beside.ratios],
      notes: [
        'A ratio is to what 64 writers alone do before and after it, since the machine is not always as fast; those of the goodput are medians of the rounds, each with a process of its own',
        'After each overload half the peak is sent. What is bad then is an answer that is no 2xx or takes longer than 500 ms, a broken connection, and a request that cannot be sent or is not answered; the least goodput of all rounds counts',
        `${stage.database.durability}; ${stage.customers} customers; NODE_OPTIONS as in deploy/ unless set; load generators and PostgreSQL on the same machine`,
      ],
    };
  },
};
