import type { Command } from '../benefits/command';
import type { Refusal } from '../benefits/refusal';
import { de, type Wording } from './words';

const what: Partial<Record<Command, string>> = {
  keys: 'Seuls les administrateurs voient les clés.',
  assign: 'Un administrateur attribue les avantages.',
  unassign: 'Un administrateur retire les places.',
  reassign: 'Un administrateur réattribue les avantages.',
  'add-user': 'Un administrateur ajoute les personnes.',
  'set-role': 'Un administrateur change les rôles.',
  'remove-user': 'Un administrateur supprime les personnes.',
  import: 'Un administrateur importe les données.',
  export: 'Les exports sont réservés aux administrateurs et aux lecteurs.',
  users: 'La liste des personnes est réservée aux administrateurs et aux lecteurs.',
  undo: 'Seuls les administrateurs font des modifications et peuvent donc les annuler.',
  requests: 'Un administrateur répond aux demandes.',
};

/** Each refusal in French: what stands in the way, and what to do. */
export function refusalFr(refusal: Refusal, { name, day, list }: Wording): string {
  const ask = (ids: readonly string[]): string =>
    ids.length > 0
      ? `Adressez-vous à ${list(ids.slice(0, 3).map(name), 'or')}.`
      : 'Adressez-vous à un administrateur de votre entreprise.';
  switch (refusal.reason) {
    case 'stranger':
      return 'Je ne vous connais pas encore. Demandez à un administrateur de votre entreprise de vous ajouter.';
    case 'guest':
      return 'Je ne travaille que pour les personnes de l’entreprise, pas pour les invités. Adressez-vous au collègue qui vous a invité.';
    case 'other-tenant':
      return 'Je ne travaille que pour une seule organisation, et ce n’est pas celle-ci. Utilisez le compte de votre entreprise.';
    case 'role':
      return `${what[refusal.command] ?? 'C’est réservé aux administrateurs.'} ${ask(refusal.ask)}`;
    case 'personal-chat-only':
      return 'Je ne fais cela que dans notre conversation personnelle. Veuillez m’y écrire.';
    case 'membership-none':
      return refusal.joinUrl
        ? 'L’entreprise n’a pas encore d’adhésion : les avantages ne peuvent pas être activés. Veuillez d’abord adhérer au programme.'
        : 'L’entreprise n’a pas encore d’adhésion : les avantages ne peuvent pas être activés. Demandez à un administrateur de la mettre en place.';
    case 'membership-pending':
      return refusal.on
        ? `L’adhésion n’est pas encore active ; elle commence le ${day(refusal.on)}. Veuillez réessayer à cette date.`
        : 'L’adhésion n’est pas encore active. Veuillez terminer l’achat, puis réessayer.';
    case 'membership-ended':
      return refusal.on
        ? `L’adhésion s’est terminée le ${day(refusal.on)} : les avantages ne peuvent plus être activés. Veuillez la renouveler.`
        : 'L’adhésion est terminée : les avantages ne peuvent plus être activés. Veuillez la renouveler.';
    case 'benefit-not-begun':
      return `${name(refusal.benefit)} commence le ${day(refusal.on)}. Veuillez réessayer à cette date.`;
    case 'benefit-ended':
      return `${name(refusal.benefit)} s’est terminé le ${day(refusal.on)}. Veuillez choisir un autre avantage.`;
    case 'unknown-benefit':
      return refusal.nearest.length > 0
        ? `Je ne connais pas d’avantage « ${refusal.typed} ». Choisissez l’un de ceux-ci.`
        : `Je ne connais pas d’avantage « ${refusal.typed} ». Consultez la liste des avantages.`;
    case 'unknown-person':
      return refusal.nearest.length > 0
        ? `Je ne connais personne du nom de « ${refusal.typed} ». Choisissez l’une de ces personnes.`
        : `Je ne connais personne du nom de « ${refusal.typed} ». Vérifiez le nom, ou ajoutez d’abord la personne.`;
    case 'bad-email':
      return `« ${refusal.typed} » n’est pas une adresse e-mail utilisable. Saisissez-en une telle que nom@entreprise.fr.`;
    case 'bad-name':
      return 'Il me faut un nom de 1 à 200 caractères. Veuillez le saisir de nouveau.';
    case 'person-exists':
      return `${name(refusal.person)} fait déjà partie de la liste. Vous pouvez changer son rôle.`;
    case 'full':
      return `Les ${refusal.quantity} places ${de(name(refusal.benefit))} sont toutes utilisées${
        refusal.holders.length > 0 ? ` (${list(refusal.holders.slice(0, 5).map(name), 'and')})` : ''
      }. Réattribuez-en une ou retirez-en une d’abord.`;
    case 'already-assigned':
      return `${name(refusal.person)} a déjà ${name(refusal.benefit)}${
        refusal.since ? `, depuis le ${day(refusal.since.slice(0, 10))}` : ''
      }. Il n’y a rien à faire.`;
    case 'not-assigned':
      return refusal.benefit
        ? `${name(refusal.person)} n’a pas ${name(refusal.benefit)}. Vérifiez qui l’a.`
        : `${name(refusal.person)} n’a pas cet avantage. Vérifiez ce que cette personne a.`;
    case 'nothing-held':
      return `${name(refusal.person)} n’a aucun avantage : il n’y a rien à transmettre. Vérifiez le nom.`;
    case 'same-person':
      return `Ce serait de ${name(refusal.person)} à la même personne. Indiquez quelqu’un d’autre.`;
    case 'only-for-oneself':
      return `Chacun s’attribue ${name(refusal.benefit)} soi-même. Laissez faire la personne qui en a besoin${
        refusal.portalUrl ? ', puis utilisez le portail' : ''
      }.`;
    case 'no-other-email':
      return `${name(refusal.benefit)} demande une seconde adresse e-mail. Veuillez en saisir une.`;
    case 'email-is-account':
      return `${refusal.email} est l’adresse du compte de l’entreprise. Veuillez en saisir une autre.`;
    case 'email-is-own':
      return `${refusal.email} est l’adresse de la personne elle-même. Veuillez en saisir une autre.`;
    case 'too-soon':
      return `${name(refusal.benefit)} vient d’être attribué. La réattribution sera possible à partir du ${day(refusal.from)}.`;
    case 'no-keys':
      return refusal.portalUrl
        ? `${name(refusal.benefit)} n’a pas de clé et s’active dans le portail de Microsoft. Ouvrez le portail.`
        : `${name(refusal.benefit)} fonctionne sans clé. Consultez ses détails.`;
    case 'no-key-for-choice':
      return `Il n’y a pas de clé ${de(name(refusal.benefit))} pour cette langue et ce système. Choisissez une autre combinaison.`;
    case 'keys-used-up':
      return `Les ${refusal.total} clés à usage unique ${de(name(refusal.benefit))} sont toutes prises. Demandez-en d’autres à Microsoft, puis importez-les.`;
    case 'keys-not-here':
      return `Cette version de Teams ne peut pas afficher de clé. Ouvrez Teams sur un ordinateur ou dans le navigateur, puis redemandez la clé ${de(name(refusal.benefit))}.`;
    case 'not-holder':
      return `${name(refusal.person)} n’a pas de place ${de(name(refusal.benefit))}. Attribuez-la d’abord.`;
    case 'last-admin':
      return `${name(refusal.person)} est le dernier administrateur, et il en faut un. Donnez d’abord ce rôle à quelqu’un d’autre.`;
    case 'always-admin':
      return `${name(refusal.person)} est administrateur par les réglages du bot. Modifiez le réglage ADMINS.`;
    case 'holds-seats':
      return `${name(refusal.person)} a encore ${list(refusal.benefits.slice(0, 5).map(name), 'and')}. Transmettez-le d’abord.`;
    case 'stale':
      return 'Cette carte n’est plus à jour : je n’ai rien fait. Veuillez refaire votre demande.';
    case 'nothing-to-undo':
      return 'Aucune de vos modifications ne peut être annulée. L’historique montre ce qui a été fait.';
    case 'undo-too-late':
      return 'Cela a été modifié de nouveau depuis : je ne peux plus l’annuler. Consultez l’historique.';
    case 'request-open':
      return `Vous avez déjà demandé ${name(refusal.benefit)}. Je vous préviendrai dès qu’un administrateur aura décidé.`;
    case 'request-settled':
      return `${name(refusal.by)} a déjà ${refusal.approved ? 'accepté' : 'refusé'} cette demande. Il n’y a plus rien à faire.`;
    case 'ticket':
      return 'Ce lien a déjà servi ou est trop ancien. Appuyez de nouveau sur le bouton.';
  }
}
