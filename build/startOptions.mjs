/**
 * What `npm start` was asked for.
 * @typedef {object} StartOptions
 * @property {'auto' | 'web' | 'desktop'} host
 * @property {readonly string[]} passedOn to the browser host
 * @property {readonly string[]} provider arguments that either host takes
 */

export const USAGE = 'npm start [-- [--web | --desktop] [--no-open] [--port N] [--provider portable]]';

/**
 * @param {readonly string[]} args
 * @returns {StartOptions | string} what is wrong, as text
 */
export function parseStartOptions(args) {
  /** @type {StartOptions['host']} */
  let host = 'auto';
  /** @type {string[]} */
  const passedOn = [];
  /** @type {string[]} */
  const provider = [];
  const queue = args.flatMap((arg) => (/^--(?:port|provider)=/.test(arg) ? [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)] : [arg]));
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (arg === '--web' || arg === '--desktop') {
      const asked = arg === '--web' ? 'web' : 'desktop';
      if (host !== 'auto' && host !== asked) return '--web and --desktop exclude each other';
      host = asked;
    } else if (arg === '--no-open') passedOn.push(arg);
    else if (arg === '--port') {
      const port = queue.shift() ?? '';
      if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) return '--port takes a number from 0 to 65535';
      passedOn.push(arg, port);
    } else if (arg === '--provider') {
      const name = queue.shift() ?? '';
      if (name !== 'portable' && name !== 'auto') return '--provider takes portable or auto';
      if (name === 'portable') provider.push(arg, name);
    } else return `no option ${arg}`;
  }
  return { host, passedOn, provider };
}
