import { type KeyOffer, type KeyWish, offerKeys, revealKeys } from '../../benefits/actions/keys';
import type { Benefit } from '../../benefits/benefit';
import { isRefusal } from '../../benefits/refusal';
import type { PersonRef } from '../../cards/views';
import type { Ask, Handler, Reply } from './ask';
import { isReply, needBenefit, needPerson } from './need';
import { factsOf, onceOf, withOnce } from './version';
import { asking, benefitRef, confirming, personRef, refusal } from './views';

/** A key that is about to be shown: what the dialog's ticket and the returned card agree on. */
export interface KeyPlan {
  benefit: Benefit;
  wish: KeyWish;
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
export const keys: Handler = async (ask) => {
  const plan = await planKeys(ask);
  if (isReply(plan)) return plan;
  if (ask.wish.reveal && ask.settings.keysIn === 'card') {
    if (!ask.privateAnswer) return refusal(ask, { reason: 'keys-not-here', benefit: plan.benefit.id });
    return reveal(ask, plan);
  }
  return offered(ask, plan);
};

/** Everything that must be known before a key is shown, or the reply that asks for it. */
export async function planKeys(ask: Ask): Promise<KeyPlan | Reply> {
  const { ports, wish, actor } = ask;
  const benefit = await needBenefit(ask, (each) => each.activation === 'keys');
  if (isReply(benefit)) return benefit;
  const holder =
    wish.user === undefined ? null : await needPerson(ask, 'user', wish.user, { benefit: benefitRef(benefit) });
  if (holder && isReply(holder)) return holder;
  const keyWish: KeyWish = {
    benefit,
    language: wish.language ?? null,
    os: wish.os ?? null,
    holder: holder?.id ?? null,
  };
  const offer = await offerKeys(ports, actor, keyWish);
  if (isRefusal(offer)) {
    if (offer.reason === 'no-key-for-choice') {
      const { language: _l, os: _o, ...rest } = wish;
      const all = await offerKeys(ports, actor, { ...keyWish, language: null, os: null });
      if (!isRefusal(all) && (all.languages.length > 0 || all.systems.length > 0)) {
        const { languages, systems } = all;
        return asking({ ...ask, wish: rest }, 'keys-choice', {
          benefit: benefitRef(benefit),
          languages,
          systems,
          problem: offer,
        });
      }
    }
    return refusal(ask, offer, [{ command: 'show', slots: { benefit: benefit.id } }]);
  }
  if (offer.languages.length > 0) {
    return asking(ask, 'keys-choice', { benefit: benefitRef(benefit), languages: offer.languages, systems: [] });
  }
  if (offer.systems.length > 0) {
    return asking(ask, 'keys-choice', { benefit: benefitRef(benefit), languages: [], systems: offer.systems });
  }
  const plan = { benefit, wish: keyWish, offer, holder: holder ? personRef(holder) : null };
  if (!wish.another || offer.mine.length === 0) return { ...plan, another: false, once: null };

  const facts = factsOf(actor.email, 'keys', benefit.id, keyWish.language, keyWish.os, keyWish.holder, 'another');
  const once = wish.confirm ? onceOf(wish.version, facts) : null;
  if (once) return { ...plan, another: true, once };
  const slots = { ...keySlots(plan), another: true };
  return confirming(ask, slots, withOnce(facts, ports.random.id()), {
    benefit: benefitRef(benefit),
    people: plan.holder ? [plan.holder] : [],
    keys: { free: offer.free, total: offer.total, taken: offer.mine.length },
    // The same card came back with the facts unchanged when this is a replay: only then it is new.
    changed: false,
  });
}

const keySlots = ({ benefit, wish }: { benefit: Benefit; wish: KeyWish }) => ({
  benefit: benefit.id,
  ...(wish.language ? { language: wish.language } : {}),
  ...(wish.os ? { os: wish.os } : {}),
  ...(wish.holder ? { user: wish.holder } : {}),
});

function offered(ask: Ask, plan: KeyPlan): Reply {
  const { offer } = plan;
  return {
    view: {
      kind: 'key-offer',
      mode: ask.settings.keysIn,
      benefit: plan.benefit,
      slots: { ...keySlots(plan), ...(plan.another ? { another: true, confirm: true } : {}) },
      key: { kind: offer.kind, free: offer.free, total: offer.total, takenByMe: offer.mine.length },
      holder: plan.holder,
      version: plan.another ? (ask.wish.version ?? 'keys') : 'keys',
    },
  };
}

/** What the keys dialog shows; the reveal is in the history before it returns. */
export const revealPlan = (ask: Pick<Ask, 'ports' | 'actor'>, plan: Pick<KeyPlan, 'wish' | 'another' | 'once'>) =>
  revealKeys(ask.ports, ask.actor, plan.wish, plan.another, plan.once);

async function reveal(ask: Ask, plan: KeyPlan): Promise<Reply> {
  const shown = await revealPlan(ask, plan);
  if (isRefusal(shown)) return refusal(ask, shown);
  return {
    view: {
      kind: 'key-shown',
      benefit: plan.benefit,
      keys: shown.keys,
      downloads: shown.downloads,
      holder: plan.holder,
      free: shown.free,
      mayTakeAnother: plan.offer.kind === 'single-use' && shown.free > 0,
      seconds: ask.settings.keyVisibleSeconds,
      version: 'keys',
    },
    changed: true,
  };
}
