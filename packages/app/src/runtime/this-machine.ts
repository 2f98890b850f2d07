const names = /^(?:localhost|\[?::1\]?|127(?:\.\d{1,3}){3})$/i;

/** Whether the name or address, without a port, can only mean this machine. */
export const isThisMachine = (host: string): boolean => names.test(host);

/** Whether the value of a header Host, with or without a port, can only mean this machine. */
export const isHostOfThisMachine = (header: string): boolean => isThisMachine(header.replace(/:\d+$/, ''));
