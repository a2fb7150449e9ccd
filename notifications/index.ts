export { type Backlog, backlog } from './backlog';
export { createDispatcher, type Dispatcher } from './dispatch';
export { createEmailChannel, type EmailChannel, type Mail } from './email';
export { createLimiter, TEAMS_LIMITS } from './limits';
export { requestRow } from './request-row';
export { resend } from './resend';
export { type Schedule, timers } from './schedule';
export { createTeamsChannel, SERVICE_FACT, type TeamsConnector, type TeamsService } from './teams';
