import type { Locale } from '../parts/words';

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
  notCopied: 'This client does not let the page copy. The key is selected: press Ctrl+C, or press and hold it.',
  singleUse: 'Single use',
  hidesIn: (seconds: number) => (seconds === 1 ? 'Hidden in 1 second' : `Hidden in ${seconds} seconds`),
  clock: (seconds: number) => `Hidden in ${seconds} s`,
  hideNow: 'Hide now',
  close: 'Close',
  instructions: 'Instructions',
  downloads: 'Downloads',
  portal: 'Open the portal',
  noKeys: 'There is no key for this choice.',
  hiddenTitle: (count: number): string => (count === 1 ? 'The key is hidden' : 'The keys are hidden'),
  hidden: (benefit: string) => `To see it again, ask the bot for the key for ${benefit}. Each reveal is logged.`,
  hiddenOnce: 'It’s shown only once. To see it again, ask an admin to send you the message about it again.',
  usedTitle: 'These keys were already shown',
  used: 'For security, this page opens only once. Press the keys button in the chat again.',
  noTicketTitle: 'Nothing to show here',
  noTicket: 'Press the keys button of a benefit in the chat to open this page.',
  signInTitle: 'We couldn’t tell who you are',
  signIn:
    'Teams did not confirm your sign-in. Close this dialog and press the keys button again; if that doesn’t help, ask an admin.',
  refusedTitle: 'You can’t see these keys',
  refused: 'Only the person who asked for them can. Ask an admin of your company.',
  notNowTitle: 'No key was shown',
  offlineTitle: 'The server can’t be reached',
  offline: 'Check your connection, then press the keys button in the chat again.',
  faultTitle: 'Something went wrong on our side',
  fault: 'No key is shown. Press the keys button in the chat again in a minute.',
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
  close: 'Fermer',
  instructions: 'Instructions',
  downloads: 'Téléchargements',
  portal: 'Ouvrir le portail',
  noKeys: 'Il n’y a pas de clé pour ce choix.',
  hiddenTitle: (count) => (count === 1 ? 'La clé est masquée' : 'Les clés sont masquées'),
  hidden: (benefit) =>
    `Pour la revoir, redemandez au bot la clé de ${benefit}. Chaque affichage est inscrit dans l’historique.`,
  hiddenOnce:
    'Elle n’est affichée qu’une fois. Pour la revoir, demandez à un administrateur de vous renvoyer le message.',
  usedTitle: 'Ces clés ont déjà été affichées',
  used: 'Par sécurité, cette page ne s’ouvre qu’une fois. Appuyez de nouveau sur le bouton des clés dans la conversation.',
  noTicketTitle: 'Rien à afficher ici',
  noTicket: 'Appuyez sur le bouton des clés d’un avantage, dans la conversation, pour ouvrir cette page.',
  signInTitle: 'Nous n’avons pas pu vous identifier',
  signIn:
    'Teams n’a pas confirmé votre connexion. Fermez cette boîte de dialogue et appuyez de nouveau sur le bouton des clés ; si cela persiste, demandez à un administrateur.',
  refusedTitle: 'Vous ne pouvez pas voir ces clés',
  refused: 'Seule la personne qui les a demandées le peut. Adressez-vous à un administrateur de votre entreprise.',
  notNowTitle: 'Aucune clé n’a été affichée',
  offlineTitle: 'Le serveur est injoignable',
  offline: 'Vérifiez votre connexion, puis appuyez de nouveau sur le bouton des clés dans la conversation.',
  faultTitle: 'Un problème est survenu de notre côté',
  fault: 'Aucune clé n’est affichée. Réessayez dans une minute avec le bouton des clés dans la conversation.',
};

export type KeysText = typeof en;
export const TEXT: Readonly<Record<Locale, KeysText>> = { en, fr };
