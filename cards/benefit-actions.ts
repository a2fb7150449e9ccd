import type { Action } from './elements';
import { press, texts } from './parts';
import type { BenefitAction, RenderOptions } from './views';

/** The buttons of a benefit; the first one stands out. */
export function benefitButtons(
  benefit: string,
  actions: readonly BenefitAction[],
  version: string,
  options: RenderOptions,
): Action[] {
  const t = texts(options.locale);
  const data = { benefit, version };
  return actions.map((action, n) => {
    const first = n === 0 ? { style: 'positive' as const } : {};
    if (action === 'assign-me') return press(t.show.assignMe, 'assign', { ...data, user: 'me' }, first);
    if (action === 'requests') return press(t.show.requests, action, data, first);
    if (action === 'request' || action === 'waiting-list')
      return press(t.show[action], 'assign', { ...data, user: 'me' }, first);
    return press(t.command[action].button, action, data, first);
  });
}
