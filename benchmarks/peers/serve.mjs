// One side of a measurement in a Node of its own: node serve.mjs MODULE. Orders and answers as in benchmarks/serve.py.
import {createInterface} from 'node:readline';

const lines = createInterface({input: process.stdin})[Symbol.asyncIterator]();
const setup = JSON.parse((await lines.next()).value);
const output = process.stdout;
// Packages speak to the console; standard output is for answers alone.
console.log = console.info = console.debug = console.error;

let acts;
try {
  const side = await import(`./${process.argv[2]}.mjs`);
  acts = await side.acts(setup);
  say({ready: await side.version()});
} catch(error) {
  say({missing: `${error.name}: ${error.message}`.slice(0, 300)});
  process.exit(0);
}
for await (const line of lines) {
  const order = JSON.parse(line);
  try {
    say(await run(acts[order.do], order));
  } catch(error) {
    const inner = (error.errors ?? []).map(({message}) => message);
    say({error: [`${error.name}: ${error.message}`, ...inner].join('; ').slice(0, 300)});
  }
}

async function run(act, {inputs, seconds, most}) {
  const cpu = process.cpuUsage(), wall = performance.now();
  const spent = () => {
    const {user, system} = process.cpuUsage(cpu);
    return (user + system) / 1e6;
  };
  let operations = 0, last = '';
  do {
    last = await act(inputs[operations % inputs.length]);
    operations += 1;
  } while((seconds === null || spent() < seconds) && operations !== most);
  return {operations, cpu: spent(), wall: (performance.now() - wall) / 1000, output: last};
}

function say(answer) {
  output.write(JSON.stringify(answer) + '\n');
}
