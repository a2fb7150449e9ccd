import type { NoticeKind } from '../benefits/notice';
import type { MailTexts, Said, Told } from './notices.en';
import { de } from './words';

const by = (told: Told): string => (told.by ? ` par ${told.by}` : '');
const soon = (days: number | null): string =>
  days === null
    ? ''
    : days === 0
      ? ' (aujourd’hui)'
      : days === 1
        ? ' (demain)'
        : days > 1
          ? ` (dans ${days} jours)`
          : '';
const about = (told: Told): string => (told.benefit ? ` au sujet ${de(told.benefit)}` : '');
const why = (told: Told): string => (told.why ? ` (${told.why})` : '');
const none = (lines: (string | false | null)[]): string[] => lines.filter((line): line is string => !!line);

const start = (told: Told): string[] =>
  none([
    told.activating && 'L’activation est en cours chez Microsoft. Vous recevrez un message dès que ce sera prêt.',
    !told.activating && (told.hasInstructions || told.hasPortal) && 'Vous pouvez commencer dès maintenant.',
  ]);

/** The wording of each notice in French. */
export const noticesFr: Record<NoticeKind, (told: Told) => Said> = {
  assigned: (told) => ({
    subject: `Vous avez maintenant ${told.benefit}`,
    lines: [
      told.from
        ? `${told.benefit} vous a été transmis${by(told)}. Cette place était celle ${de(told.from)}.`
        : `${told.benefit} vous a été attribué${by(told)}.`,
    ],
    next: start(told),
  }),
  'moved-away': (told) => ({
    subject: `${told.benefit} est passé à ${told.to ?? 'quelqu’un d’autre'}`,
    lines: [`Votre place ${de(told.benefit)} a été réattribuée à ${told.to ?? 'quelqu’un d’autre'}${by(told)}.`],
    next: [
      'Vous n’y avez plus accès. Pensez à enregistrer ce dont vous avez encore besoin ; s’il s’agit d’une erreur, prévenez votre administrateur.',
    ],
  }),
  'taken-back': (told) => ({
    subject: `${told.benefit} vous a été retiré`,
    lines: [`Votre place ${de(told.benefit)} a été retirée${by(told)}.`],
    next: [
      'Vous n’y avez plus accès. Si vous en avez encore besoin, refaites une demande ou prévenez votre administrateur.',
    ],
  }),
  'support-pending': (told) => ({
    subject: `${told.benefit} : votre contrat de support est en préparation`,
    lines: none([
      `${told.benefit} vous a été attribué${by(told)}.`,
      told.day &&
        `Le contrat de support sera actif le ${told.day}. Les jours ouvrés sont comptés sans tenir compte des jours fériés.`,
      told.alternate && `Par précaution, ce message est envoyé aux deux adresses : la vôtre et ${told.alternate}.`,
    ]),
    next: ['Vous n’avez rien à faire pour l’instant. Vous recevrez les instructions dès que le contrat sera actif.'],
  }),
  'support-active': (told) => ({
    subject: told.activating
      ? `${told.benefit} : vos instructions`
      : `${told.benefit} : votre contrat de support est actif`,
    lines: none([
      told.activating
        ? 'Les jours ouvrés que demande votre contrat de support sont écoulés. Voici les instructions.'
        : `Vous pouvez désormais utiliser ${told.benefit}.`,
      told.alternate && `Par précaution, ce message est envoyé aux deux adresses : la vôtre et ${told.alternate}.`,
    ]),
    next: start(told),
  }),
  'portal-done': (told) => ({
    subject: `${told.benefit} est prêt`,
    lines: [`${told.benefit} a été activé chez Microsoft. Vous pouvez l’utiliser dès maintenant.`],
    next: [],
  }),
  'benefit-ending': (told) => ({
    subject: `${told.benefit} se termine ${told.day ? `le ${told.day}` : 'bientôt'}`,
    lines: none([
      `${told.benefit} se termine ${told.day ? `le ${told.day}` : 'bientôt'}${soon(told.inDays)}.`,
      told.count !== null &&
        told.count > 0 &&
        (told.count === 1 ? 'Une place est utilisée.' : `${told.count} places sont utilisées.`),
    ]),
    next: ['Prévoyez la suite et enregistrez ce dont vous avez besoin.'],
  }),
  'membership-ending': (told) => ({
    subject: `L’adhésion se termine ${told.day ? `le ${told.day}` : 'bientôt'}`,
    lines: [
      `L’adhésion partenaire se termine ${told.day ? `le ${told.day}` : 'bientôt'}${soon(told.inDays)}. Ses avantages prennent fin avec elle.`,
    ],
    next: [
      told.hasPortal
        ? 'Pensez à la renouveler à temps.'
        : 'Votre administrateur peut vous dire si elle sera renouvelée.',
    ],
  }),
  'few-seats': (told) => ({
    subject:
      told.remaining === 0
        ? `${told.benefit} : plus de place libre`
        : told.remaining === 1
          ? `${told.benefit} : plus qu’une place`
          : `${told.benefit} : plus que ${told.remaining ?? 'quelques'} places`,
    lines: [
      told.remaining === 0
        ? `Toutes les places ${de(told.benefit)} sont utilisées.`
        : `Il reste ${told.remaining ?? 'quelques'} ${told.remaining === 1 ? 'place' : 'places'} ${de(told.benefit)}${told.quantity ? ` sur ${told.quantity}` : ''}.`,
    ],
    next: ['Regardez qui en a une : les places inutilisées peuvent être retirées ou réattribuées.'],
  }),
  'request-new': (told) => ({
    subject: `${told.from ?? 'Un collègue'} demande ${told.benefit}`,
    lines: [`${told.from ?? 'Un collègue'} demande ${told.benefit}.`],
    next: ['Veuillez accepter ou refuser. La première réponse d’un administrateur vaut pour tous.'],
  }),
  'request-settled': (told) => ({
    subject: `Demande pour ${told.benefit} : réponse donnée`,
    lines: [
      `${told.by ?? 'Un autre administrateur'} a ${told.decision === 'declined' ? 'refusé' : told.decision === 'approved' ? 'accepté' : 'traité'} la demande${told.from ? ` ${de(told.from)}` : ''} pour ${told.benefit}.`,
    ],
    next: ['Vous n’avez plus rien à faire.'],
  }),
  'request-approved': (told) => ({
    subject: `Votre demande pour ${told.benefit} est acceptée`,
    lines: [`Votre demande pour ${told.benefit} a été acceptée${by(told)}.`],
    next: start(told),
  }),
  'request-declined': (told) => ({
    subject: `Votre demande pour ${told.benefit} est refusée`,
    lines: [`Votre demande pour ${told.benefit} a été refusée${by(told)}.`],
    next: [`Si vous en avez tout de même besoin, adressez-vous à ${told.by ?? 'votre administrateur'}.`],
  }),
  'request-waiting': (told) => ({
    subject: `Vous êtes sur la liste d’attente pour ${told.benefit}`,
    lines: [`Aucune place ${de(told.benefit)} n’est libre pour l’instant. Vous êtes sur la liste d’attente.`],
    next: [
      'Vous n’avez rien à faire. Je vous préviendrai dès qu’une place se libère et qu’un administrateur aura décidé.',
    ],
  }),
  'seat-came-back': (told) => ({
    subject: `Une place ${de(told.benefit)} est de nouveau libre`,
    lines: none([
      `Une place ${de(told.benefit)} est de nouveau libre.`,
      told.to && `La prochaine personne sur la liste d’attente est ${told.to}.`,
    ]),
    next: told.to ? [`Faut-il l’attribuer à ${told.to} ?`] : ['Vous pouvez maintenant l’attribuer.'],
  }),
  'delivery-failed': (told) => ({
    subject: told.instead
      ? `Message par e-mail et non dans Teams : ${told.to ?? 'un collègue'}`
      : `Message non remis : ${told.to ?? 'un collègue'}`,
    lines: none([
      told.channel === 'teams'
        ? `Teams n’a pas accepté le message à ${told.to ?? 'un collègue'}${about(told)}${why(told)}.`
        : `L’e-mail à ${told.address ?? told.to ?? 'un collègue'}${about(told)} n’est pas arrivé${why(told)}.`,
      told.instead &&
        (told.waits ? 'Un e-mail attend qu’un serveur de messagerie soit configuré.' : 'Il a été envoyé par e-mail.'),
    ]),
    next:
      told.instead && !told.waits
        ? ['Vous n’avez rien à faire. Une fois l’application installée, les messages arriveront dans Teams.']
        : [
            'Veuillez prévenir cette personne vous-même, ou appuyer sur « Renvoyer » dans « Qui a quoi » une fois le problème réglé.',
          ],
  }),
};

export const mailFr: MailTexts = {
  hello: (name) => (name ? `Bonjour ${name},` : 'Bonjour,'),
  instructions: 'Pour commencer',
  portal: 'Ouvrir le portail',
  renew: 'Renouveler l’adhésion',
  others: (count) => (count === 1 ? '1 autre personne' : `${count} autres personnes`),
  footer: (company) =>
    company
      ? `Ce message vient du bot des avantages ${de(company)}. Écrivez au bot dans Teams pour voir vos avantages.`
      : 'Ce message vient du bot des avantages. Écrivez au bot dans Teams pour voir vos avantages.',
};
