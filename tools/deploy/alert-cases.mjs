/*
 * For each alert: series at which it fires at `at`, with the labels that it then has beside its severity, and series at which it does
 * not; a list has several such cases. In the notation of promtool, a value a minute: `0+2x30` is 0, 2, … 60, and `stale` is the end of a
 * series.
 */
export const alertCases = {
  CasmNotReady: {
    at: '3m',
    fires: { casm_ready: '0x9' },
    quiet: { casm_ready: '1x9' },
  },
  CasmServeGone: {
    at: '7m',
    fires: [
      { casm_commits_failing: '0x3 stale', casm_relay_waiting_topics: '0x9' },
      { casm_relay_waiting_topics: '0x9' },
    ],
    // One of two goes on.
    quiet: { 'casm_commits_failing{instance="a"}': '0x3 stale', 'casm_commits_failing{instance="b"}': '0x9' },
  },
  CasmRelayGone: {
    at: '7m',
    fires: [{ casm_relay_waiting_topics: '0x3 stale', casm_commits_failing: '0x9' }, { casm_commits_failing: '0x9' }],
    quiet: [
      { 'casm_relay_waiting_topics{instance="a"}': '0x3 stale', 'casm_relay_waiting_topics{instance="b"}': '0x9' },
      // Gone for a minute.
      { casm_relay_waiting_topics: '0x5 stale' },
    ],
  },
  CasmDwhGone: {
    at: '7m',
    fires: [{ casm_warehouse_up: '1x3 stale', casm_commits_failing: '0x9' }, { casm_commits_failing: '0x9' }],
    // The process lives while its database is away.
    quiet: [
      { casm_warehouse_up: '0x9' },
      { 'casm_warehouse_up{instance="a"}': '1x3 stale', 'casm_warehouse_up{instance="b"}': '1x9' },
    ],
  },
  CasmProcessDown: {
    at: '7m',
    fires: { 'up{job="x",instance="a"}': '1x3 0x9', 'casm_ready{job="x",instance="a"}': '1x3 stale' },
    labels: { job: 'x', instance: 'a' },
    quiet: [
      { 'up{job="x",instance="a"}': '1x9', 'casm_ready{job="x",instance="a"}': '0x9' },
      // A process of something else.
      { 'up{job="x",instance="b"}': '0x9', 'casm_ready{job="x",instance="a"}': '1x9' },
      // The target is taken away with its process.
      { 'up{job="x",instance="a"}': '1x3 0 stale', 'casm_ready{job="x",instance="a"}': '1x3 stale' },
    ],
  },
  CasmCommitsFail: {
    at: '4m',
    // Once with gaps: no change fails while the process is not ready.
    fires: [{ casm_commits_failing: '1x9' }, { casm_commits_failing: '1 0 1 0 1 0 1 0 1 0' }],
    quiet: [{ casm_commits_failing: '0x9' }, { casm_commits_failing: '0 0 1 0 0 0 0 0 0 0' }],
  },
  CasmRequestsFail: {
    at: '15m',
    fires: [
      {
        'casm_http_request_duration_seconds_count{status="503"}': '0+2x30',
        'casm_http_request_duration_seconds_count{status="200"}': '0+98x30',
        casm_http_requests_refused_total: '0x30',
      },
      // Refused before their route is known, which no histogram has.
      {
        'casm_http_request_duration_seconds_count{status="200"}': '0+98x30',
        casm_http_requests_refused_total: '0+2x30',
      },
      { casm_http_requests_refused_total: '0+2x30' },
      // A client beyond its limit is no success of the others.
      {
        'casm_http_request_duration_seconds_count{status="503"}': '0+2x30',
        'casm_http_request_duration_seconds_count{status="200"}': '0+98x30',
        'casm_http_request_duration_seconds_count{status="429"}': '0+900x30',
        casm_http_requests_refused_total: '0x30',
      },
    ],
    quiet: [
      {
        'casm_http_request_duration_seconds_count{status="503"}': '0+1x30',
        'casm_http_request_duration_seconds_count{status="409"}': '0+50x30',
        'casm_http_request_duration_seconds_count{status="200"}': '0+150x30',
        casm_http_requests_refused_total: '0x30',
      },
      // Refused requests are requests too.
      {
        'casm_http_request_duration_seconds_count{status="200"}': '0+9850x30',
        casm_http_requests_refused_total: '0+99x30',
      },
      // Nobody asks.
      { 'casm_http_request_duration_seconds_count{status="200"}': '7x30', casm_http_requests_refused_total: '0x30' },
    ],
  },
  CasmChangesSlow: {
    at: '20m',
    fires: {
      'casm_http_request_duration_seconds_bucket{operation="updateCustomerSegment",le="0.5"}': '0+90x30',
      'casm_http_request_duration_seconds_bucket{operation="updateCustomerSegment",le="1"}': '0+100x30',
      'casm_http_request_duration_seconds_bucket{operation="updateCustomerSegment",le="+Inf"}': '0+100x30',
    },
    quiet: [
      {
        'casm_http_request_duration_seconds_bucket{operation="createCustomer",le="0.5"}': '0+100x30',
        'casm_http_request_duration_seconds_bucket{operation="createCustomer",le="+Inf"}': '0+100x30',
        'casm_http_request_duration_seconds_bucket{operation="listCustomers",le="0.5"}': '0+0x30',
        'casm_http_request_duration_seconds_bucket{operation="listCustomers",le="1"}': '0+100x30',
        'casm_http_request_duration_seconds_bucket{operation="listCustomers",le="+Inf"}': '0+100x30',
      },
      // An order of a campaign waits as long as it was asked to.
      {
        'casm_http_request_duration_seconds_bucket{operation="createSegmentCampaign",le="0.5"}': '0+0x30',
        'casm_http_request_duration_seconds_bucket{operation="createSegmentCampaign",le="1"}': '0+100x30',
        'casm_http_request_duration_seconds_bucket{operation="createSegmentCampaign",le="+Inf"}': '0+100x30',
        'casm_http_request_duration_seconds_bucket{operation="updateSegmentCampaignState",le="0.5"}': '0+0x30',
        'casm_http_request_duration_seconds_bucket{operation="updateSegmentCampaignState",le="1"}': '0+100x30',
        'casm_http_request_duration_seconds_bucket{operation="updateSegmentCampaignState",le="+Inf"}': '0+100x30',
      },
    ],
  },
  CasmOverloaded: {
    at: '15m',
    fires: [
      { casm_http_requests_refused_total: '0+1x30' },
      { casm_changes_refused_total: '0+1x30' },
      {
        casm_reads_refused_total: '0+1x30',
        casm_changes_refused_total: '0x30',
        casm_http_requests_refused_total: '0x30',
      },
    ],
    quiet: {
      casm_http_requests_refused_total: '7x30',
      casm_changes_refused_total: '0x30',
      casm_reads_refused_total: '5x30',
    },
  },
  CasmConnectionsRefused: {
    at: '15m',
    fires: [
      { casm_http_connections_refused_total: '0+1x30', casm_http_connections_evicted_total: '0+1x30' },
      { casm_http_connections_refused_total: '0x30', casm_http_connections_evicted_total: '0+1x30' },
    ],
    quiet: { casm_http_connections_refused_total: '0x5 9x25', casm_http_connections_evicted_total: '3x30' },
  },
  CasmWaitsForConnections: {
    at: '6m',
    fires: { 'casm_pool_waiting_requests{pool="operational",instance="a"}': '2x9' },
    labels: { pool: 'operational' },
    quiet: { 'casm_pool_waiting_requests{pool="operational",instance="a"}': '2 0 2 0 2 0 2 0 2 0' },
  },
  CasmReplicaNotRead: {
    at: '6m',
    fires: { casm_replica_up: '0x9' },
    quiet: { casm_replica_up: '1 0 0 1 0 0 1 0 0 1' },
  },
  CasmPublicationDelayed: {
    at: '4m',
    // Two processes tell of the same table. Without a relay the oldest message grows older.
    fires: {
      'casm_outbox_oldest_message_age_seconds{instance="a"}': '0 30+60x9',
      'casm_outbox_oldest_message_age_seconds{instance="b"}': '0 29+60x9',
    },
    quiet: [
      { casm_outbox_oldest_message_age_seconds: '0 60x9' },
      { casm_outbox_oldest_message_age_seconds: '0 0 0 0 90 0' },
    ],
  },
  CasmOutboxGrows: {
    at: '11m',
    fires: [
      {
        'casm_outbox_unpublished_messages{topic="casm.customer"}': '60000x30',
        'casm_outbox_unpublished_messages{topic="casm.onboarding"}': '60000x30',
      },
      // Some counts are late.
      { 'casm_outbox_unpublished_messages{topic="casm.customer"}': '120000x5 stale stale 120000x30' },
    ],
    // Two processes tell of the same table.
    quiet: {
      'casm_outbox_unpublished_messages{topic="casm.customer",instance="a"}': '60000x30',
      'casm_outbox_unpublished_messages{topic="casm.customer",instance="b"}': '60000x30',
    },
  },
  CasmOutboxUncounted: {
    at: '10m',
    fires: [
      { casm_store_up: '1x30' },
      // The oldest message is known, the count is not.
      {
        casm_store_up: '1x30',
        casm_outbox_parked_messages: '0x30',
        casm_outbox_oldest_message_age_seconds: '90+60x30',
      },
      // What is parked, or the oldest message alone.
      {
        casm_store_up: '1x30',
        'casm_outbox_unpublished_messages{topic="casm.customer"}': '1x30',
        casm_outbox_oldest_message_age_seconds: '0x30',
      },
      {
        casm_store_up: '1x30',
        'casm_outbox_unpublished_messages{topic="casm.customer"}': '1x30',
        'casm_outbox_parked_messages{topic="casm.customer"}': '0x30',
      },
      {
        casm_store_up: '1x30',
        'casm_outbox_unpublished_messages{topic="casm.customer"}': '1x3 stale',
        casm_outbox_parked_messages: '0x30',
        casm_outbox_oldest_message_age_seconds: '0x30',
      },
    ],
    quiet: [
      {
        casm_store_up: '1x30',
        'casm_outbox_unpublished_messages{topic="casm.customer"}': '1x30',
        casm_outbox_parked_messages: '0x30',
        casm_outbox_oldest_message_age_seconds: '0x30',
      },
      // No process runs, or PostgreSQL does not answer: others tell that.
      { casm_warehouse_up: '1x30' },
      { casm_store_up: '0x30' },
    ],
  },
  CasmMessagesParked: {
    at: '2m',
    fires: { 'casm_outbox_parked_messages{topic="casm.customer"}': '1x9' },
    quiet: { 'casm_outbox_parked_messages{topic="casm.customer"}': '0x9' },
  },
  CasmRelayWaits: {
    at: '4m',
    fires: [
      { casm_relay_waiting_topics: '1x20' },
      // Two relays leave the work to one another, since neither can publish.
      {
        'casm_relay_waiting_topics{instance="a"}': '1 0 '.repeat(10),
        'casm_relay_waiting_topics{instance="b"}': '0 1 '.repeat(10),
      },
    ],
    quiet: [{ casm_relay_waiting_topics: '0x20' }, { casm_relay_waiting_topics: '1x1 0x20' }],
  },
  CasmWarehouseLags: {
    at: '16m',
    fires: [
      {
        'casm_warehouse_lag_messages{partition="0"}': '60000x30',
        'casm_warehouse_lag_messages{partition="1"}': '60000x30',
      },
      // It is not known for some scrapes.
      { 'casm_warehouse_lag_messages{partition="0"}': '120000x8 stale stale stale 120000x30' },
    ],
    quiet: [
      { 'casm_warehouse_lag_messages{partition="0"}': '60000x30' },
      // A partition goes from one process to another, again and again.
      {
        'casm_warehouse_lag_messages{partition="0",instance="a"}': '60000x2 stale _ _ '.repeat(6),
        'casm_warehouse_lag_messages{partition="0",instance="b"}': '60000 stale _ 60000x1 stale '.repeat(6),
      },
    ],
  },
  CasmWarehouseDelayed: {
    at: '30m',
    fires: [
      { casm_warehouse_delay_seconds: '90x40' },
      // One change in some minutes.
      { casm_warehouse_delay_seconds: `${'90 stale stale stale '.repeat(9)}90` },
    ],
    quiet: [
      { casm_warehouse_delay_seconds: '0.2x40' },
      // Nothing arrives any more, and the latest versions were late.
      { casm_warehouse_delay_seconds: '90x20 stale' },
      // Dead letters are retried: they count for five minutes.
      { casm_warehouse_delay_seconds: '0.2x20 7000x4 0.2x15' },
    ],
  },
  CasmWarehouseMissesVersions: {
    at: '16m',
    fires: { casm_warehouse_missing_versions: '1x30' },
    quiet: { casm_warehouse_missing_versions: '3x10 0x20' },
  },
  CasmDeadLetters: {
    at: '2m',
    fires: { casm_warehouse_dead_letters: '1x9' },
    quiet: { casm_warehouse_dead_letters: '0x9' },
  },
  CasmRequestKeysPile: {
    at: '140m',
    fires: [
      // The last whole sweep was 139 minutes ago; the process beside it has just started.
      {
        'casm_request_key_sweep_last_success_timestamp_seconds{instance="a"}': '60x200',
        'casm_request_key_sweep_last_success_timestamp_seconds{instance="b"}': '0x200',
        'process_start_time_seconds{instance="a"}': '30x200',
        'process_start_time_seconds{instance="b"}': '8000x200',
      },
      // No whole sweep since the start.
      {
        casm_request_key_sweep_last_success_timestamp_seconds: '0x200',
        process_start_time_seconds: '30x200',
      },
    ],
    quiet: [
      { casm_request_key_sweep_last_success_timestamp_seconds: '0+60x200' },
      // All processes have just been restarted; a process of something else has not.
      {
        'casm_request_key_sweep_last_success_timestamp_seconds{instance="a"}': '60x100 0x100',
        'process_start_time_seconds{instance="a"}': '30x100 6060x100',
        'process_start_time_seconds{instance="c"}': '30x200',
      },
    ],
  },
  CasmLoginsFail: {
    at: '20m',
    fires: { casm_login_failures_total: '0+120x30' },
    quiet: { casm_login_failures_total: '0+30x30' },
  },
};

/** A file of tests for `promtool test rules`, as JSON, which is YAML; `rules` are those of the file at this path. */
export const promtoolTests = (file, rules, cases) => ({
  rule_files: [file],
  evaluation_interval: '1m',
  tests: Object.entries(cases).flatMap(([alertname, { at, fires, quiet, labels = {} }]) => {
    const rule = rules.find(({ alert }) => alert === alertname);
    const testsOf = (name, groups, alerts) =>
      [groups].flat().map((series) => ({
        name: `${alertname} ${name}`,
        interval: '1m',
        input_series: Object.entries(series).map(([each, values]) => ({ series: each, values })),
        alert_rule_test: [{ eval_time: at, alertname, exp_alerts: alerts }],
      }));
    const fired = { exp_labels: { ...rule?.labels, ...labels }, exp_annotations: rule?.annotations };
    return [...testsOf('fires', fires, [fired]), ...testsOf('is quiet', quiet, [])];
  }),
});
