/**
 * Teams' deep link to a place in the personal tab: `view` and what it shows first, as web/overview reads them. `appId`: the
 * Teams app's id, which is the bot's.
 */
export const tabLink = (appId: string, place: Readonly<Record<string, string>>): string =>
  `https://teams.microsoft.com/l/entity/${appId}/overview?${new URLSearchParams({
    context: JSON.stringify({ subEntityId: new URLSearchParams(place).toString() }),
  })}`;
