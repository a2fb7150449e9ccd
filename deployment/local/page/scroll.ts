/**
 * Keeps one message in sight while the list grows: the answer to what one said, or the card one pressed. Whoever scrolls
 * away is left there until they say something again.
 */
export interface Follower {
  /** From now on this message stays in sight. */
  follow(id: string): void;
  /** Whether the list keeps up with new messages. */
  following(): boolean;
  watch(message: Element): void;
  unwatch(message: Element): void;
}

export function createFollower(list: HTMLElement): Follower {
  let followed: string | null = null;
  /** Where the list was scrolled to by `place`; a scroll event from elsewhere is the person's. */
  let placed = 0;

  function place(): void {
    const message = [...list.children].find((one) => one instanceof HTMLElement && one.dataset.id === followed);
    if (!message) return;
    const view = list.getBoundingClientRect();
    const { top, bottom } = message.getBoundingClientRect();
    const isLast = !message.nextElementSibling?.matches('.message');
    const end = isLast ? view.top - list.scrollTop + list.scrollHeight : bottom;
    // A message that doesn't fit is read from its top.
    if (end - top > view.height || top < view.top) list.scrollTop += top - view.top;
    else if (end > view.bottom) list.scrollTop += end - view.bottom;
    placed = list.scrollTop;
  }

  list.addEventListener('scroll', () => {
    if (Math.abs(list.scrollTop - placed) <= 1) return;
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    followed = atEnd ? ([...list.querySelectorAll<HTMLElement>('.message')].at(-1)?.dataset.id ?? null) : null;
    placed = list.scrollTop;
  });
  list.addEventListener('click', ({ target }) => {
    const message = target instanceof Element ? target.closest<HTMLElement>('.message') : null;
    if (message) followed = message.dataset.id ?? null;
  });
  const sizes = new ResizeObserver(place);
  sizes.observe(list);

  return {
    follow(id) {
      followed = id;
      place();
    },
    following: () => followed !== null,
    watch: (message) => sizes.observe(message),
    unwatch: (message) => sizes.unobserve(message),
  };
}
