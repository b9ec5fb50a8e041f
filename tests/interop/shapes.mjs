// In: a credential. Out: {"valid": boolean, "issues": [text]}, as the zod shapes of @learncard/types see it
import {UnsignedAchievementCredentialValidator, AchievementCredentialValidator} from '@learncard/types';
import {readInput} from './documents.mjs';

const credential = await readInput();
const validator = credential.proof ? AchievementCredentialValidator : UnsignedAchievementCredentialValidator;
const {success, error} = validator.safeParse(credential);
const issues = success ? [] : error.issues.map(({path, message}) => `${path.join('/')}: ${message}`);
process.stdout.write(JSON.stringify({valid: success, issues}));
