/** What a newcomer reads when everything runs; each command works as pasted. */
export const whatToTry = (given: {
  readonly url: string;
  readonly tokenFile: string;
  readonly brokers: string;
  readonly topic: string;
  /** As it can be typed here. */
  readonly reportCommand: string;
  readonly seeded: boolean;
}): string => {
  const { url, tokenFile, brokers, topic, reportCommand, seeded } = given;
  const auth = `-H "Authorization: Bearer $(cat '${tokenFile}')"`;
  const move = `curl -i -X PUT ${url}/v1/casm/customers/segment ${auth} -H 'Content-Type: application/json' \\
    -d '{"requestId":"'$(date +%s%N)'","customer":{"externalId":"CRM-1001"},"customerSegment":"SOHO","reason":"moved to a business contract"}'`;
  return `
CASM is ready: ${url}
${seeded ? `\nMove a customer to another segment:\n\n  ${move}\n` : ''}
See it in the data warehouse, a moment later:

  curl ${auth} '${url}/v1/dwh/customers?externalId=CRM-1001'
  curl ${auth} ${url}/v1/dwh/segments
  ${reportCommand}

Read about every operation, and try it, at ${url}/docs

Messages go to the topic ${topic} on ${brokers}; any Kafka consumer can read them.
The API's token is in ${tokenFile}. Ctrl-C stops everything; the data stays.
`;
};
