import { randomUUID } from 'node:crypto';
import Router from '@koa/router';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import Koa from 'koa';
import Kafka from 'node-rdkafka';
import getRawBody from 'raw-body';
import { DataTypes, Sequelize, type Model } from 'sequelize';

/*
 * updateCustomerSegment as a capable team would write it in an afternoon: one managed transaction per request, a row
 * lock, history and journal with the change, the message published after the commit. No idempotency, no outbox: what
 * is committed and not yet published is lost with the process. For comparison only.
 */
const Body = t.type({ requestId: t.string, customer: t.type({ refId: t.string }), customerSegment: t.string });

interface CustomerRow extends Model {
  customer_segment: string;
  version: number;
}

const sequelize = new Sequelize(process.env['CASM_DATABASE_URL'] ?? '', {
  dialect: 'postgres',
  logging: false,
  schema: 'casm',
  define: { timestamps: false, freezeTableName: true },
  pool: { max: 16 },
});
const text = (primaryKey = false) => ({ type: DataTypes.TEXT, primaryKey });
const Customer = sequelize.define<CustomerRow>('customer', {
  ref_id: text(true),
  customer_segment: text(),
  version: DataTypes.INTEGER,
  occurred_at: DataTypes.DATE,
});
const SegmentHistory = sequelize.define('segment_history', {
  ref_id: text(true),
  version: { type: DataTypes.INTEGER, primaryKey: true },
  valid_from: DataTypes.DATE,
  customer_segment: text(),
  initiator: text(),
  request_id: text(),
  transaction_id: text(),
});
const BusinessTransaction = sequelize.define('business_transaction', {
  ref_id: text(true),
  version: { type: DataTypes.INTEGER, primaryKey: true },
  transaction_id: text(),
  operation: text(),
  occurred_at: DataTypes.DATE,
  body: text(),
});
const CustomerSegment = sequelize.define('customer_segment', { code: text(true), status: text() });

const producer = new Kafka.Producer(
  { 'bootstrap.servers': process.env['CASM_KAFKA_BROKERS'] ?? '', 'enable.idempotence': true },
  { acks: -1 },
);

const update = (refId: string, customerSegment: string, requestId: string) =>
  sequelize.transaction(async (transaction) => {
    const customer = await Customer.findByPk(refId, { transaction, lock: transaction.LOCK.UPDATE });
    if (customer === null) return null;
    const segment = await CustomerSegment.findByPk(customerSegment, { transaction });
    if (segment === null) return null;
    const [before, version, at, transactionId] = [
      customer.customer_segment,
      customer.version + 1,
      new Date(),
      randomUUID(),
    ];
    await customer.update({ customer_segment: customerSegment, version, occurred_at: at }, { transaction });
    const answer = {
      transactionId,
      requestId,
      operation: 'updateCustomerSegment',
      occurredAt: at.toISOString(),
      initiator: 'bench',
      changes: [{ field: 'customerSegment', before, after: customerSegment }],
      payload: { customer: { refId, customerSegment, version } },
    };
    const body = JSON.stringify(answer);
    await SegmentHistory.create(
      {
        ref_id: refId,
        version,
        valid_from: at,
        customer_segment: customerSegment,
        initiator: 'bench',
        request_id: requestId,
        transaction_id: transactionId,
      },
      { transaction },
    );
    await BusinessTransaction.create(
      {
        ref_id: refId,
        version,
        transaction_id: transactionId,
        operation: 'updateCustomerSegment',
        occurred_at: at,
        body,
      },
      { transaction },
    );
    return body;
  });

const router = new Router();
router.put('/v1/casm/customers/segment', async (ctx) => {
  const decoded = Body.decode(JSON.parse(await getRawBody(ctx.req, { limit: '64kb', encoding: 'utf8' })));
  if (E.isLeft(decoded)) {
    ctx.status = 400;
    return;
  }
  const { requestId, customer, customerSegment } = decoded.right;
  const body = await update(customer.refId, customerSegment, requestId);
  if (body === null) {
    ctx.status = 404;
    return;
  }
  producer.produce('textbook.customer', null, Buffer.from(body), customer.refId);
  ctx.type = 'application/json';
  ctx.body = body;
});

const app = new Koa();
app.use(router.routes());
await new Promise<void>((resolve, reject) => {
  producer.connect({}, (error) => (error instanceof Error ? reject(error) : resolve()));
});
producer.setPollInterval(100);
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`listening on http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`);
});
process.on('SIGTERM', () => process.exit(0));
