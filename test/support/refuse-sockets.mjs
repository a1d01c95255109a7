// Loaded before a program that must use no network: whoever opens a socket or asks for a name ends it.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { Socket } from 'node:net';

function refuse(what) {
  return (...args) => {
    process.stderr.write(`refused: ${what} ${JSON.stringify(args[0])}\n`);
    process.exit(70);
  };
}

// tsx talks to its parent process through a socket that is a file.
const { connect } = Socket.prototype;
Socket.prototype.connect = function (...args) {
  const [options] = args.flat();
  return options?.path ? connect.apply(this, args) : refuse('connect')(options);
};

dgram.Socket.prototype.send = refuse('send');
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
  dns[name] = refuse(`dns.${name}`);
  dns.promises[name] = refuse(`dns.promises.${name}`);
}
