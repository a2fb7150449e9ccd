import type { Command } from '../benefits/command';
import { isGuestSignIn } from '../benefits/email';
import type { Refusal } from '../benefits/refusal';
import { de, type Wording } from './words';

const what: Partial<Record<Command, string>> = {
  keys: 'Seuls les administrateurs voient les clés.',
  assign: 'Seuls les administrateurs attribuent les avantages.',
  unassign: 'Seuls les administrateurs retirent des licences.',
  reassign: 'Seuls les administrateurs réattribuent les avantages.',
  'add-user': 'Seuls les administrateurs ajoutent des personnes.',
  'update-user': 'Seuls les administrateurs modifient les personnes.',
  'set-role': 'Seuls les administrateurs changent les rôles.',
  'remove-user': 'Seuls les administrateurs suppriment des personnes.',
  'set-quantity': 'Seuls les administrateurs changent les quantités.',
  portal: 'Seuls les administrateurs voient les étapes chez Microsoft.',
  resend: 'Seuls les administrateurs renvoient des messages.',
  review: 'Seuls les administrateurs demandent qui a encore besoin d’une licence.',
  import: 'Seuls les administrateurs importent des données.',
  export: 'Seuls les administrateurs et les lecteurs exportent les données.',
  assignments: 'Seuls les administrateurs et les lecteurs voient qui a quoi.',
  users: 'Seuls les administrateurs et les lecteurs voient la liste des personnes.',
  undo: 'Seuls les administrateurs annulent des modifications.',
  requests: 'Seuls les administrateurs répondent aux demandes.',
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
    case 'link-asked':
      return 'Je ne connais pas encore votre compte. Un administrateur de votre entreprise a été prié de le confirmer ; écrivez-moi de nouveau ensuite.';
    case 'guest':
      return 'Je ne réponds qu’aux personnes de l’entreprise, pas aux invités. Adressez-vous au collègue qui vous a invité.';
    case 'other-tenant':
      return 'Je ne réponds qu’à une seule organisation, et ce n’est pas celle-ci. Utilisez votre compte d’entreprise.';
    case 'role':
      return `${what[refusal.command] ?? 'C’est réservé aux administrateurs.'} ${ask(refusal.ask)}`;
    case 'personal-chat-only':
      return 'Je ne fais cela que dans notre conversation personnelle. Écrivez-moi là-bas.';
    case 'membership-none':
      return refusal.joinUrl
        ? 'L’entreprise n’a pas encore d’adhésion : les avantages ne peuvent pas être activés. Adhérez d’abord au programme.'
        : 'L’entreprise n’a pas encore d’adhésion : les avantages ne peuvent pas être activés. Demandez à un administrateur de la mettre en place.';
    case 'membership-pending':
      return refusal.on
        ? `L’adhésion n’est pas encore active. Elle commence le ${day(refusal.on)}.`
        : 'L’adhésion n’est pas encore active. Terminez l’achat, puis réessayez.';
    case 'membership-ended':
      return refusal.on
        ? `L’adhésion a expiré le ${day(refusal.on)} : les avantages ne peuvent plus être activés. Renouvelez-la d’abord.`
        : 'L’adhésion a expiré : les avantages ne peuvent plus être activés. Renouvelez-la d’abord.';
    case 'benefit-not-begun':
      return `${name(refusal.benefit)} commence le ${day(refusal.on)}. Réessayez à cette date.`;
    case 'benefit-ended':
      return `${name(refusal.benefit)} a expiré le ${day(refusal.on)}. Choisissez un autre avantage.`;
    case 'unknown-benefit':
      return `Je ne trouve aucun avantage « ${refusal.typed} ». ${refusal.nearest.length > 0 ? 'Choisissez l’un de ceux-ci.' : 'Consultez la liste des avantages.'}`;
    case 'unknown-person':
      return `Je ne trouve personne du nom de « ${refusal.typed} ». ${refusal.nearest.length > 0 ? 'Choisissez l’une de ces personnes.' : 'Vérifiez le nom, ou ajoutez d’abord la personne.'}`;
    case 'bad-email':
      if (isGuestSignIn(refusal.typed))
        return `« ${refusal.typed} » est le nom de connexion d’un invité, pas une boîte aux lettres. Saisissez son adresse e-mail.`;
      return `« ${refusal.typed} » n’est pas une adresse e-mail valide. Saisissez-en une comme nom@entreprise.fr.`;
    case 'below-seats-in-use':
      return `${refusal.used} licences ${de(name(refusal.benefit))} sont attribuées. Retirez-en d’abord.`;
    case 'quantity-is-that':
      return `${name(refusal.benefit)} a déjà ce nombre de licences. Rien à faire.`;
    case 'nothing-to-change':
      return `${name(refusal.person)} figure déjà ainsi dans la liste. Rien à faire.`;
    case 'bad-name':
      return 'Le nom doit avoir de 1 à 200 caractères. Saisissez-le de nouveau.';
    case 'person-exists':
      return `${name(refusal.person)} est déjà dans la liste. Vous pouvez changer son rôle.`;
    case 'full':
      return `Plus de licence ${de(name(refusal.benefit))} (${refusal.quantity} sur ${refusal.quantity} ${refusal.quantity < 2 ? 'attribuée' : 'attribuées'}${
        refusal.holders.length > 0 ? ` : ${list(refusal.holders.slice(0, 5).map(name), 'and')}` : ''
      }). Réattribuez-en une ou retirez-en une d’abord.`;
    case 'already-assigned':
      return `${name(refusal.person)} a déjà ${name(refusal.benefit)}${
        refusal.since ? `, depuis le ${day(refusal.since.slice(0, 10))}` : ''
      }. Il n’y a rien à faire.`;
    case 'not-assigned':
      return refusal.benefit
        ? `${name(refusal.person)} n’a pas ${name(refusal.benefit)}. Vérifiez qui l’a.`
        : `${name(refusal.person)} n’a pas cet avantage. Vérifiez ce que cette personne a.`;
    case 'yours-already':
      return `Vous avez déjà ${name(refusal.benefit)}. Écrivez « mes licences » pour voir comment l’utiliser.`;
    case 'not-yours':
      return refusal.benefit
        ? `Vous n’avez pas ${name(refusal.benefit)}. Si vous en avez besoin, demandez-le.`
        : 'Vous n’avez encore aucun avantage. Regardez la liste et demandez-en un.';
    case 'nothing-held':
      return `${name(refusal.person)} n’a aucun avantage. Vérifiez le nom.`;
    case 'not-sent-yet':
      return `Aucun message n’a encore été envoyé à ${name(refusal.person)}. Réessayez dans une minute.`;
    case 'same-person':
      return `${name(refusal.person)} a déjà cette licence. Indiquez quelqu’un d’autre.`;
    case 'only-for-oneself':
      return `Chacun s’attribue ${name(refusal.benefit)} soi-même. Demandez-le à la personne qui en a besoin${
        refusal.portalUrl ? ', puis utilisez le portail' : ''
      }.`;
    case 'bad-until':
      return 'Le dernier jour doit être aujourd’hui ou plus tard, et avant la fin de l’avantage.';
    case 'no-other-email':
      return `${name(refusal.benefit)} exige une autre adresse e-mail. Saisissez-en une.`;
    case 'email-is-account':
      return `${refusal.email} est l’adresse du compte de l’entreprise. Saisissez-en une autre.`;
    case 'email-is-own':
      return `${refusal.email} est l’adresse de la personne elle-même. Saisissez-en une autre.`;
    case 'too-soon':
      return `${name(refusal.benefit)} vient d’être attribué. La réattribution sera possible à partir du ${day(refusal.from)}.`;
    case 'no-keys':
      return refusal.portalUrl
        ? `${name(refusal.benefit)} n’a pas de clé. Activez-le dans le portail Microsoft.`
        : `${name(refusal.benefit)} fonctionne sans clé. Consultez le détail.`;
    case 'no-key-for-choice':
      return `Il n’y a pas de clé ${de(name(refusal.benefit))} pour cette langue et ce système. Choisissez une autre combinaison.`;
    case 'keys-used-up':
      return `Plus de clé à usage unique ${de(name(refusal.benefit))} (${refusal.total} sur ${refusal.total} ${refusal.total < 2 ? 'prise' : 'prises'}). Commandez-en d’autres à Microsoft, puis importez-les.`;
    case 'keys-not-here':
      return `Cette version de Teams ne peut pas afficher de clé. Ouvrez Teams sur un ordinateur ou dans le navigateur, puis redemandez la clé ${de(name(refusal.benefit))}.`;
    case 'key-shown-before':
      return `La clé ${de(name(refusal.benefit))} vous a déjà été affichée le ${day(refusal.on)}. S’il vous la faut de nouveau, demandez à un administrateur de vous renvoyer le message.`;
    case 'not-holder':
      return `${name(refusal.person)} n’a pas ${name(refusal.benefit)}. Attribuez d’abord une licence.`;
    case 'same-role':
      return `${name(refusal.person)} a déjà ce rôle. Rien n’a été modifié.`;
    case 'last-admin':
      return `${name(refusal.person)} est le dernier administrateur. Donnez d’abord ce rôle à quelqu’un d’autre.`;
    case 'always-admin':
      return `${name(refusal.person)} est administrateur par configuration. Modifiez le réglage ADMINS.`;
    case 'holds-seats':
      return `${name(refusal.person)} a encore ${list(refusal.benefits.slice(0, 5).map(name), 'and')}. Réattribuez ou retirez d’abord ces licences.`;
    case 'stale':
      return 'Cette carte n’est plus à jour : rien n’a été fait. Refaites votre demande.';
    case 'nothing-to-undo':
      return 'Vous n’avez pas de modification qui puisse être annulée maintenant. L’historique montre ce qui a été fait.';
    case 'undo-too-late':
      return 'Cela a été modifié depuis et ne peut plus être annulé. Consultez l’historique.';
    case 'import-stays':
      return 'D’un import, seules les modifications de licences et de rôles peuvent être annulées, jusqu’à 200. Corrigez le fichier et importez-le à nouveau.';
    case 'request-open':
      return `Vous avez déjà demandé ${name(refusal.benefit)}. Je vous préviens dès qu’un administrateur a décidé.`;
    case 'request-withdrawn':
      return `${name(refusal.by)} a retiré cette demande. Il n’y a plus rien à faire.`;
    case 'request-settled':
      return `${name(refusal.by)} a déjà ${refusal.approved ? 'accepté' : 'refusé'} cette demande. Il n’y a plus rien à faire.`;
    case 'ticket':
      return 'Ce lien a déjà servi ou a expiré. Appuyez de nouveau sur le bouton.';
  }
}
