import type { Certificates } from './certificates.js';

/** Listeners of a broker that clients reach over TLS. */
export interface KafkaSecurity {
  readonly certificates: Certificates;
  /** Passwords of users, for SASL PLAIN and SCRAM. */
  readonly users: Readonly<Record<string, string>>;
}

export interface SecuredPorts {
  /** SASL over TLS: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, and OAUTHBEARER with unsigned tokens of whoever says to be it. */
  readonly sasl: number;
  /** TLS that asks for the client's certificate. */
  readonly mutual: number;
}

/** As `name=value` of the broker, for listeners with the names SECURED and MUTUAL. */
export const securedProperties = ({ certificates, users }: KafkaSecurity): ReadonlyArray<readonly [string, string]> => {
  const { server, ca } = certificates;
  const tls = (listener: string): ReadonlyArray<readonly [string, string]> => [
    [`listener.name.${listener}.ssl.keystore.type`, 'PEM'],
    [`listener.name.${listener}.ssl.keystore.location`, server.identity],
    [`listener.name.${listener}.ssl.truststore.type`, 'PEM'],
    [`listener.name.${listener}.ssl.truststore.location`, ca],
  ];
  const plain = 'org.apache.kafka.common.security.plain.PlainLoginModule required';
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  const oauthbearer =
    'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";';
  const passwords = Object.entries(users).map(([user, password]) => ` user_${user}="${password}"`);
  return [
    ...tls('secured'),
    ...tls('mutual'),
    ['listener.name.mutual.ssl.client.auth', 'required'],
    ['listener.name.secured.sasl.enabled.mechanisms', 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER'],
    ['listener.name.secured.oauthbearer.sasl.jaas.config', oauthbearer],
    ['listener.name.secured.plain.sasl.jaas.config', `${plain}${passwords.join('')};`],
    ['listener.name.secured.scram-sha-256.sasl.jaas.config', scram],
    ['listener.name.secured.scram-sha-512.sasl.jaas.config', scram],
  ];
};

/** What the log of a new broker is formatted with, so that SCRAM knows the users. */
export const scramUsers = ({ users }: KafkaSecurity): ReadonlyArray<string> =>
  Object.entries(users).flatMap(([name, password]) =>
    ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${name},password=${password}]`,
    ]),
  );
