import type { LibrdkafkaProperties } from './librdkafka-properties.js';

const mechanismFeature = (mechanism: string): string => {
  switch (mechanism.toUpperCase()) {
    case 'PLAIN':
      return 'sasl_plain';
    case 'OAUTHBEARER':
      return 'sasl_oauthbearer';
    case 'GSSAPI':
      return 'sasl_gssapi';
    default:
      return 'sasl_scram';
  }
};

const remedies: Readonly<Record<string, string>> = {
  oidc: 'install the headers of libcurl and OpenSSL and build node-rdkafka again',
  sasl_gssapi: 'install the headers of Cyrus SASL and build node-rdkafka again',
};

/** Returns one sentence for each feature that these properties require and that is not in `built`, the features of librdkafka's build. */
export const missingFeatures = (
  properties: LibrdkafkaProperties,
  built: ReadonlyArray<string>,
): ReadonlyArray<string> => {
  const valueOf = (name: string): string => String(properties[name] ?? '');
  const protocol = valueOf('security.protocol').toLowerCase();
  const mechanism = valueOf('sasl.mechanism') || valueOf('sasl.mechanisms');
  const required: ReadonlyArray<readonly [feature: string, by: string]> = [
    ...(protocol.includes('ssl') ? [['ssl', `security.protocol ${protocol}`] as const] : []),
    ...(protocol.includes('sasl') && mechanism !== ''
      ? [[mechanismFeature(mechanism), `sasl.mechanism ${mechanism}`] as const]
      : []),
    ...(valueOf('sasl.oauthbearer.method').toLowerCase() === 'oidc'
      ? [['oidc', 'sasl.oauthbearer.method oidc'] as const]
      : []),
  ];
  return required
    .filter(([feature]) => !built.includes(feature))
    .map(
      ([feature, by]) =>
        `${by} needs a librdkafka with ${feature}, and this build has none: ${remedies[feature] ?? 'install the headers of OpenSSL and build node-rdkafka again'}`,
    );
};
