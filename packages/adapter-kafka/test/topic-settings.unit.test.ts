import test from 'ava';
import { topicSettings } from '../src/ensure-topics.js';

const topic = { name: 'a-topic', partitions: 1 };

test('from three replicas on a message is confirmed once two have it', (t) => {
  t.deepEqual(topicSettings({ ...topic, replicas: 2 }), {});
  t.deepEqual(topicSettings({ ...topic, replicas: 3 }), { 'min.insync.replicas': '2' });
  t.deepEqual(topicSettings({ ...topic, replicas: 5, compacted: true, retentionHours: 1 }), {
    'min.insync.replicas': '2',
    'cleanup.policy': 'compact',
  });
});

test('retention is in hours, or for ever', (t) => {
  t.deepEqual(topicSettings({ ...topic, replicas: 1, retentionHours: 2 }), { 'retention.ms': '7200000' });
  t.deepEqual(topicSettings({ ...topic, replicas: 1, retentionHours: -1 }), { 'retention.ms': '-1' });
});
