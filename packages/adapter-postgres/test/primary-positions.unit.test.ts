import test from 'ava';
import { primaryPositions } from '../src/replica/primary-positions.js';
import { ReplicaRefusal } from '../src/replica/replica-refusal.js';

const at = (lsn: number, timeline = 1, cluster = 'ours') => ({ cluster, timeline, lsn });

const faultOf = (read: () => number): string => {
  try {
    return `complete to ${read()}`;
  } catch (error) {
    return error instanceof ReplicaRefusal ? error.fault : String(error);
  }
};

test('a state is complete to the latest moment at which the primary had no later position', (t) => {
  const positions = primaryPositions(1000);
  positions.note(at(10), 100);
  positions.note(at(20), 200);
  t.is(positions.completeTo(at(20)), 200);
  t.is(positions.completeTo(at(19)), 100);
  t.is(positions.completeTo(at(30)), 200, 'a standby may have replayed what the primary flushed since');
});

test('while the primary stands still, its state is complete to each later moment', (t) => {
  const positions = primaryPositions(1000);
  positions.note(at(10), 100);
  positions.note(at(10), 900);
  t.is(positions.completeTo(at(10)), 900);
});

test('a position before all that are known is behind, and none are kept beyond their time', (t) => {
  const positions = primaryPositions(1000);
  t.is(
    faultOf(() => positions.completeTo(at(10))),
    'age-unknown',
  );
  positions.note(at(10), 100);
  positions.note(at(20), 1200);
  t.is(
    faultOf(() => positions.completeTo(at(10))),
    'behind',
  );
  t.is(positions.completeTo(at(20)), 1200);
});

test('positions of another cluster or timeline are not compared, and a promotion begins anew', (t) => {
  const positions = primaryPositions(1000);
  positions.note(at(10), 100);
  t.is(
    faultOf(() => positions.completeTo(at(10, 1, 'another'))),
    'other-cluster',
  );
  t.is(
    faultOf(() => positions.completeTo(at(10, 2))),
    'other-timeline',
  );
  positions.note(at(15, 2), 200);
  t.is(
    faultOf(() => positions.completeTo(at(10))),
    'other-timeline',
  );
  t.is(
    faultOf(() => positions.completeTo(at(14, 2))),
    'behind',
  );
  t.is(positions.completeTo(at(15, 2)), 200);
});
