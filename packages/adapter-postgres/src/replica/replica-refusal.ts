/** Why a replica does not serve a read. */
export type ReplicaFault =
  /** It does not answer in time. */
  | 'unreachable'
  /** Too many reads wait for it. */
  | 'overloaded'
  /** It is no standby: it was promoted, or the URL is that of a primary. */
  | 'no-standby'
  /** It follows another cluster than that of the primary. */
  | 'other-cluster'
  /** It follows another primary of the cluster, or has not told yet that it follows this one. */
  | 'other-timeline'
  /** How old its state is cannot be told. */
  | 'age-unknown'
  /** Its state is older than the bound, or than the page that the request goes on from. */
  | 'behind'
  /** Its schema, the rights on it or its server are not as this release needs them. */
  | 'unusable'
  /** Its replay cancelled the statement, which was in its way. */
  | 'conflict'
  /** The read failed. */
  | 'failed';

/** The replica must not serve the read; the primary can. */
export class ReplicaRefusal extends Error {
  override readonly name = 'ReplicaRefusal';
  readonly fault: ReplicaFault;
  /** Whether the server can serve other reads, so that its connection stays open. Another connection may lead to another server. */
  readonly keepsConnection: boolean;
  constructor(fault: ReplicaFault, message: string, { keepsConnection = false } = {}) {
    super(message);
    this.fault = fault;
    this.keepsConnection = keepsConnection;
  }
}
