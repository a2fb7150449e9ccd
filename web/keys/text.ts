import type { Locale } from '../parts/teams';

const en = {
  title: 'Product keys',
  loading: 'Getting the keys…',
  heading: (count: number) => (count === 1 ? 'Product key' : `${count} product keys`),
  takenFor: (name: string) => `Taken for ${name}`,
  keysLeft: (count: number) =>
    count === 0 ? 'That was the last key.' : count === 1 ? '1 key left after this.' : `${count} keys left after this.`,
  copy: 'Copy',
  copied: 'Copied',
  copyKey: (what: string) => `Copy ${what}`,
  keyName: (number: number, count: number) => (count === 1 ? 'key' : `key ${number}`),
  copiedAloud: (what: string) => `${what} copied.`,
  notCopied: 'This client does not let the page copy. The key is selected: press Ctrl+C or hold to copy.',
  singleUse: 'Single use',
  hidesIn: (seconds: number) => (seconds === 1 ? 'Hidden in 1 second' : `Hidden in ${seconds} seconds`),
  /** The same for the narrow line above the button. */
  clock: (seconds: number) => `Hidden in ${seconds} s`,
  hideNow: 'Hide now',
  instructions: 'Special instructions',
  downloads: 'Downloads',
  portal: 'Open the portal',
  noKeys: 'There is no key for this choice.',
  hiddenTitle: 'The keys are hidden',
  hidden: (benefit: string) =>
    `To see them again, ask the bot for the keys of ${benefit}. Every time is written in the history.`,
  usedTitle: 'These keys were already shown',
  used: 'For safety, this page opens once and only for a short time. Press the keys button in the chat again.',
  noTicketTitle: 'Nothing to show here',
  noTicket: 'This page opens from the keys button of a benefit in the chat. Press it there.',
  signInTitle: 'We could not tell who you are',
  signIn:
    'Teams did not confirm your sign-in. Close this dialog and press the keys button again; if it stays, ask an admin.',
  refusedTitle: 'You cannot see these keys',
  refused: 'Only the admin who asked for them can. Ask an admin of your company.',
  notNowTitle: 'No key was shown',
  offlineTitle: 'The server cannot be reached',
  offline: 'Please check your connection, then press the keys button in the chat again.',
  faultTitle: 'Something went wrong on our side',
  fault: 'No key was shown. Please press the keys button in the chat again in a minute.',
};

const fr: typeof en = {
  title: 'Clés de produit',
  loading: 'Récupération des clés…',
  heading: (count) => (count === 1 ? 'Clé de produit' : `${count} clés de produit`),
  takenFor: (name) => `Prise pour ${name}`,
  keysLeft: (count) =>
    count === 0
      ? 'C’était la dernière clé.'
      : count === 1
        ? 'Il reste 1 clé après celle-ci.'
        : `Il reste ${count} clés après celle-ci.`,
  copy: 'Copier',
  copied: 'Copiée',
  copyKey: (what) => `Copier la ${what}`,
  keyName: (number, count) => (count === 1 ? 'clé' : `clé ${number}`),
  copiedAloud: (what) => `${what} copiée.`,
  notCopied:
    'Ce client ne permet pas à la page de copier. La clé est sélectionnée : appuyez sur Ctrl+C ou maintenez-la pour la copier.',
  singleUse: 'Usage unique',
  hidesIn: (seconds) => (seconds <= 1 ? `Masquage dans ${seconds} seconde` : `Masquage dans ${seconds} secondes`),
  clock: (seconds) => `Masquage dans ${seconds} s`,
  hideNow: 'Masquer',
  instructions: 'Instructions particulières',
  downloads: 'Téléchargements',
  portal: 'Ouvrir le portail',
  noKeys: 'Il n’y a pas de clé pour ce choix.',
  hiddenTitle: 'Les clés sont masquées',
  hidden: (benefit) =>
    `Pour les revoir, redemandez au bot les clés de ${benefit}. Chaque consultation est inscrite dans l’historique.`,
  usedTitle: 'Ces clés ont déjà été affichées',
  used: 'Par sécurité, cette page ne s’ouvre qu’une fois et peu de temps. Appuyez de nouveau sur le bouton des clés dans la conversation.',
  noTicketTitle: 'Rien à afficher ici',
  noTicket: 'Cette page s’ouvre avec le bouton des clés d’un avantage, dans la conversation.',
  signInTitle: 'Nous n’avons pas pu vous reconnaître',
  signIn:
    'Teams n’a pas confirmé votre connexion. Fermez cette boîte de dialogue et appuyez de nouveau sur le bouton des clés ; si cela persiste, demandez à un administrateur.',
  refusedTitle: 'Vous ne pouvez pas voir ces clés',
  refused: 'Seul l’administrateur qui les a demandées le peut. Adressez-vous à un administrateur de votre entreprise.',
  notNowTitle: 'Aucune clé n’a été affichée',
  offlineTitle: 'Le serveur est injoignable',
  offline: 'Vérifiez votre connexion, puis appuyez de nouveau sur le bouton des clés dans la conversation.',
  faultTitle: 'Un problème est survenu de notre côté',
  fault: 'Aucune clé n’a été affichée. Réessayez dans une minute avec le bouton des clés dans la conversation.',
};

export type KeysText = typeof en;
export const TEXT: Readonly<Record<Locale, KeysText>> = { en, fr };
