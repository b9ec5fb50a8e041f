// In: {"set": [indexes], "encodedList": text}
// Out: {"credential": a list made here with these indexes set, "read": the indexes set in the text given}
import {createCredential, createList, decodeList} from '@digitalbazaar/vc-bitstring-status-list';
import {readInput} from './documents.mjs';

const {set, encodedList} = await readInput();
const list = await createList({length: 131072});
for(const index of set) {
  list.setStatus(index, true);
}
const credential = await createCredential({id: 'https://college.example/status/7', list, statusPurpose: 'revocation'});
const theirs = await decodeList({encodedList});
const read = [];
for(let index = 0; index < theirs.length; index++) {
  if(theirs.getStatus(index)) {
    read.push(index);
  }
}
process.stdout.write(JSON.stringify({credential, read, length: theirs.length}));
