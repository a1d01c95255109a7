export { visibleText } from '../config/visible-text.ts';
