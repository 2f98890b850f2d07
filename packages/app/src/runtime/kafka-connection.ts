import { connectionFaults, type KafkaConnection } from '@casm/adapter-kafka';
import type { KafkaSettings } from '../settings.js';
import { UserError } from '../user-error.js';

/** How every client of this process reaches Kafka. */
export const kafkaConnection = ({
  kafkaBrokers: brokers,
  kafkaProperties: settings,
}: Pick<KafkaSettings, 'kafkaBrokers' | 'kafkaProperties'>): KafkaConnection => ({ brokers, settings });

/** Throws a UserError where no client can be made with these settings; nothing connects. */
export const mustReachKafka = async ({
  kafkaProperties: settings,
}: Pick<KafkaSettings, 'kafkaProperties'>): Promise<void> => {
  const faults = await connectionFaults({ settings });
  if (faults.length > 0)
    throw new UserError(...faults.map((fault) => `the settings of Kafka cannot be used: ${fault}`));
};
