import pino from 'pino';
import { hideKeys } from '../benefits/key-text';

/**
 * JSON lines with ids: never documents, keys, tokens, mail bodies or what a person wrote. JSON escapes line breaks and
 * control characters, so nothing that came from outside can pose as a line of its own.
 */
export type Log = pino.Logger;

const HIDDEN = [
  'authorization',
  'password',
  'token',
  'secret',
  'key',
  'keys',
  'text',
  'ticket',
  'smtpUrl',
  'mongodbUri',
];
const withoutSecrets = (text: string): string => hideKeys(text).replace(/:\/\/[^\s/@]+@/g, '://***@');

/** Type, message, code and stack; nothing else that a library hangs on its errors. */
function describe(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, status } = error as { code?: unknown; status?: unknown };
  return {
    type: error.name,
    message: withoutSecrets(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof status === 'number' ? { status } : {}),
    ...(error.stack ? { stack: withoutSecrets(error.stack) } : {}),
    ...(error.cause !== undefined && depth < 3 ? { cause: describe(error.cause, depth + 1) } : {}),
  };
}

/**
 * Local mode writes to stderr, production to stdout. `into` is for tests.
 */
export function createLog(
  settings: { logLevel: string; mode: 'local' | 'production' },
  into?: pino.DestinationStream,
): Log {
  return pino(
    {
      level: settings.logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => describe(error) },
      redact: { paths: HIDDEN.flatMap((name) => [name, `*.${name}`]), censor: '***' },
    },
    into ?? pino.destination({ dest: settings.mode === 'local' ? 2 : 1, sync: true }),
  );
}

/** A promise that nobody waited for is logged and survived; an exception that nobody caught is logged and ends the bot. */
export function logCrashes(log: Log): void {
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught exception');
    process.exit(1);
  });
}
