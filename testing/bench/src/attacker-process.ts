import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { attacks, beginAttack } from './attacks.js';

/** A process that attacks as its parent tells it to, until its parent ends it or goes. */

const Order = t.type({ attack: t.string, url: t.string, token: t.string });

const obey = async (message: unknown): Promise<void> => {
  const order = Order.decode(message);
  if (E.isLeft(order)) throw new Error('this is no order');
  const { attack: name, url, token } = order.right;
  const attack = attacks.find((each) => each.name === name);
  if (attack === undefined) throw new Error(`there is no attack ${name}`);
  const open = await beginAttack(attack, url, token);
  process.send?.({ open });
};

process.on('message', (message) => {
  obey(message).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
