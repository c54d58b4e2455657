export { verdictWithoutAnswer } from './verdicts';
