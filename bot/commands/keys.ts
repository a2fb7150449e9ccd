import {
  type KeyOffer,
  offerKeys,
  ownSeat,
  revealKeys,
  revealOwnKey,
  type WantedKey,
} from '../../benefits/actions/keys';
import { summaryOf } from '../../benefits/actions/seats';
import { type Benefit, benefitName, benefitRef } from '../../benefits/benefit';
import { SYSTEMS } from '../../benefits/command';
import { personRef } from '../../benefits/person';
import { isRefusal } from '../../benefits/refusal';
import type { OneTimeToken } from '../../benefits/short-lived';
import type { PersonRef } from '../../cards/views';
import { changeConfirmed, confirmationToken } from './confirmation';
import type { CommandContext, Handler, Reply } from './context';
import { issueToken, useToken } from './one-time-tokens';
import { isAboutOneself, isReply, resolveBenefit, resolvePerson } from './resolve';
import { asking, confirming, notAllowed, refusal } from './views';

/** A key that is about to be shown, in the dialog or in the returned card. */
export interface KeyPlan {
  benefit: Benefit;
  want: WantedKey;
  offer: KeyOffer;
  holder: PersonRef | null;
  another: boolean;
  /** Id of the history entry, when another single-use key was confirmed. */
  once: string | null;
}

/**
 * A product key. Typed or from a list, this offers it; it is shown in the dialog, or in the card that goes back to the one
 * who pressed. Never in anything sent to a conversation.
 */
export const keys: Handler = async (asked) => {
  const context = await rightful(asked);
  if (isReply(context)) return context;
  const { input, surface, place, settings } = context;
  if (surface === 'dialog' && place === 'group')
    return refusal(context, { reason: 'personal-chat-only', command: 'keys' });
  const plan = await planKeys(context);
  if (isReply(plan)) return plan;
  const inDialog = surface === 'dialog' && settings.keysIn === 'dialog';
  if (inDialog || (surface === 'page' && input.reveal)) return keysPage(context, plan);
  const inCard = surface === 'card' && settings.keysIn === 'card';
  if (input.reveal && inCard) return reveal(context, plan);
  if (surface === 'dialog' || (input.reveal && settings.keysIn === 'card'))
    return refusal(context, { reason: 'keys-not-here', benefit: plan.benefit.id });
  return offered(context, plan);
};

/** Whoever isn't an admin reveals the key of their own seat, where the company allows it and while it may be shown. */
async function rightful(context: CommandContext): Promise<CommandContext | Reply> {
  const { ports, actor, extent, input, person } = context;
  if (extent !== 'own') return context;
  if (!ports.rules.holderKeys || !isAboutOneself(context)) return notAllowed(context);
  const benefit = await resolveBenefit(context, (each) => each.activation === 'keys');
  if (isReply(benefit)) return benefit;
  const seat = await ownSeat(ports, actor, benefit);
  if (isRefusal(seat)) {
    const ask = { command: 'assign', slots: { benefit: benefit.id, user: 'me' } } as const;
    const mine = { command: 'assignments', slots: { user: 'me' } } as const;
    return refusal(context, seat, [seat.reason === 'not-yours' ? ask : mine]);
  }
  const { another: _, ...rest } = input;
  return { ...context, input: { ...rest, benefit: benefit.id, user: person.email } };
}

/** Everything that must be known before a key is shown, or the reply that asks for it. */
async function planKeys(context: CommandContext): Promise<KeyPlan | Reply> {
  const { ports, input, actor } = context;
  const benefit = await resolveBenefit(context, (each) => each.activation === 'keys');
  if (isReply(benefit)) return benefit;
  const holder =
    input.user === undefined
      ? null
      : await resolvePerson(context, 'user', input.user, { benefit: benefitRef(benefit) });
  if (holder && isReply(holder)) return holder;
  const want: WantedKey = {
    benefit,
    language: input.language ?? null,
    os: input.os ?? null,
    holder,
  };
  const offer = await offerKeys(ports, actor, want);
  if (isRefusal(offer)) {
    if (offer.reason === 'no-key-for-choice') {
      const { language: _l, os: _o, ...rest } = input;
      const all = await offerKeys(ports, actor, { ...want, language: null, os: null });
      if (!isRefusal(all) && (all.languages.length > 0 || all.systems.length > 0)) {
        const { languages, systems } = all;
        return asking({ ...context, input: rest }, 'keys-choice', {
          benefit: benefitRef(benefit),
          languages,
          systems,
          problem: offer,
        });
      }
    }
    const assign = { command: 'assign', slots: { benefit: benefit.id, user: holder?.email ?? '' } } as const;
    const show = { command: 'show', slots: { benefit: benefit.id } } as const;
    return refusal(context, offer, [offer.reason === 'not-holder' ? assign : show]);
  }
  const { languages, systems } = offer;
  if (languages.length > 0 || systems.length > 0)
    return asking(context, 'keys-choice', { benefit: benefitRef(benefit), languages, systems });
  const plan = { benefit, want, offer, holder: holder ? personRef(holder) : null };
  if (!input.another || offer.mine.length === 0) return { ...plan, another: false, once: null };

  const facts = [benefit.id, want.language, want.os, holder?.id];
  const once = changeConfirmed(context, ...facts);
  if (once) return { ...plan, another: true, once };
  const slots = { ...keySlots(plan), another: true };
  return confirming(context, slots, confirmationToken(context, ...facts), {
    benefit: benefitRef(benefit),
    people: plan.holder ? [plan.holder] : [],
    keys: { free: offer.free, total: offer.total, taken: offer.mine.length },
    // A replay brings the same card back with unchanged facts.
    changed: false,
  });
}

const keySlots = ({ benefit, want }: { benefit: Benefit; want: WantedKey }) => ({
  benefit: benefit.id,
  ...(want.language ? { language: want.language } : {}),
  ...(want.os ? { os: want.os } : {}),
  ...(want.holder ? { user: want.holder.email } : {}),
});

function offered(context: CommandContext, plan: KeyPlan): Reply {
  const { offer } = plan;
  return {
    view: {
      kind: 'key-offer',
      mode: context.settings.keysIn,
      benefit: plan.benefit,
      slots: { ...keySlots(plan), ...(plan.another ? { another: true, confirm: true } : {}) },
      key: { kind: offer.kind, free: offer.free, total: offer.total, takenByMe: offer.mine.length },
      holder: plan.holder,
      version: plan.another ? (context.input.version ?? 'keys') : 'keys',
    },
  };
}

const TOKEN_MINUTES = 5;

/** The page of the dialog, with a one-time token in the fragment, which no server ever sees. */
async function keysPage({ ports, settings, person, locale }: CommandContext, plan: KeyPlan): Promise<Reply> {
  const { benefit, language, os, holder } = plan.want;
  const claims = {
    benefit: benefit.id,
    language,
    os,
    holder: holder?.id ?? null,
    another: plan.another,
    once: plan.once,
  };
  const token = await issueToken(ports, { purpose: 'keys', person: person.id, claims, minutes: TOKEN_MINUTES });
  const url = `${settings.publicUrl()}/dialogs/keys/#ticket=${token}`;
  return { view: { kind: 'page', title: benefitName(benefit, locale), url } };
}

/** Shows what a one-time token of the keys page was issued for. Null: the token has been used, or the benefit is gone. */
export async function redeemKeys(context: CommandContext, token: OneTimeToken): Promise<Reply | null> {
  const { claims } = token;
  const benefit = await context.ports.store.benefits.get(String(claims.benefit));
  if (!benefit || !(await useToken(context.ports, token))) return null;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const holderId = text(claims.holder);
  // The admin lost the role or the setting changed since the token was issued.
  if (context.extent === 'own' && !(context.ports.rules.holderKeys && holderId === context.actor.id))
    return notAllowed(context);
  const holder = holderId === null ? null : await summaryOf(context.ports, holderId);
  const want = {
    benefit,
    language: text(claims.language),
    os: SYSTEMS.find((each) => each === claims.os) ?? null,
    holder,
  };
  return reveal(context, {
    benefit,
    want,
    holder: holder && personRef(holder),
    another: claims.another === true,
    once: text(claims.once),
  });
}

/** The reveal is in the history before this returns. */
async function reveal(context: CommandContext, plan: Omit<KeyPlan, 'offer'>): Promise<Reply> {
  const { benefit, want, holder, another, once } = plan;
  const own = context.extent === 'own';
  const shown = await (own
    ? revealOwnKey(context.ports, context.actor, want)
    : revealKeys(context.ports, context.actor, want, another, once));
  if (isRefusal(shown)) return refusal(context, shown);
  return {
    view: {
      kind: 'key-shown',
      benefit,
      keys: shown.keys,
      downloads: shown.downloads,
      language: want.language,
      os: want.os,
      holder,
      free: shown.free,
      mayTakeAnother: !own && shown.keys.some((key) => key.kind === 'single-use') && shown.free > 0,
      seconds: context.settings.keyVisibleSeconds,
      version: 'keys',
    },
    changed: true,
  };
}
