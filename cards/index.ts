export type { Card } from './elements';
export { historyText } from './history';
export { type Mail, mail } from './mail';
export { messageJson } from './message-json';
export { refusalText } from './refusal';
export { type CardView, render, type View } from './render';
export { summary } from './summary';
export { replyText } from './text-reply';
export type * from './views';
