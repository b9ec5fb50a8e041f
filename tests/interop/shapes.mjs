// In: a credential. Out: {"valid": boolean, "issues": [text]}, as the zod shapes of @learncard/types see it
import * as shapes from '@learncard/types';
import {readInput} from './documents.mjs';

const credential = await readInput();
const kind = ['EndorsementCredential', 'ClrCredential'].find(name => credential.type.includes(name)) ?? 'AchievementCredential';
const name = `${credential.proof ? '' : 'Unsigned'}${kind}Validator`;
// The endorsement of this package has one shape, proof or not.
const {success, error} = (shapes[name] ?? shapes[`${kind}Validator`]).safeParse(credential);
const issues = success ? [] : error.issues.map(({path, message}) => `${path.join('/')}: ${message}`);
process.stdout.write(JSON.stringify({valid: success, issues}));
