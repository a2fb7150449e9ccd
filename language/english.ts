import type { Vocabulary } from './vocabulary';

/**
 * English words and phrases by concept, separated by commas. To teach the bot a phrase, add it to its concept's line.
 * What the concepts mean together is in grammar.ts.
 */
export const english: Vocabulary = {
  locale: 'en',
  verbs: {
    RENAME: 'rename, correct',
    RESEND: 'resend, re send, remind',
    REVIEW: 'review, poll, survey, recertify',
    LEND: 'lend, loan',
    PROLONG: 'prolong, extend',
    ASSIGN: 'assign, allocate, allot, reallot, approve',
    GIVE: 'grant, giv, hand, provide, supply, issue, award, hook, deliver, equip, offer, provision',
    ADD: 'add, enrol, enroll, append',
    CREATE: 'create, register, onboard, invite, enter',
    UNASSIGN:
      'unassign, ditch, deassign, deallocate, unallocate, revoke, release, free, withdraw, reclaim, strip, recover, relinquish, recall',
    REMOVE: 'remove, rm, rmv, kill, drop, pull, clear, yank, kick, unsubscribe',
    DELETE: 'delete, erase, deregister, deactivate, disable, offboard, unregister',
    REASSIGN: 'reassign, reallocate, re assign, re allocate',
    MOVE: 'move, transfer, shift, switch, swap, migrate, pass, shuffle',
    REPLACE: 'replace, substitute',
    TAKEOVER: 'inherit, take over',
    SHOW: 'show, display, view, open, check, print, describe, explain, detail, present, pull up, bring up, look up, look at, look into',
    LIST: 'list, enumerate',
    MAKE: 'make, appoint, name, turn, upgrade, assign as',
    PROMOTE: 'promote, elevate',
    DEMOTE: 'demote, downgrade',
    EXPORT: 'export, extract, dump, back up',
    IMPORT: 'import, upload, load, bulk load, ingest',
    RENEW: 'renew',
    REVEAL: 'reveal, unlock, retrieve, fetch, dig out, dig up',
    DOWNLOAD: 'download',
    ACTIVATE: 'activate, self activate, enable, redeem, turn on, switch on',
    CHANGE: 'change, modify, update, edit, alter, adjust, amend',
    CANCELVERB: 'cancel, scrap',
    WORKS: 'work',
    BUY: 'buy, order, purchase, reorder, upsell',
    SPEAK: 'talk, answer, reply, respond, communicate, chat, continue, proceed',
    USE: 'use',
    LEAVE: 'quit, resign, retire',
    JOIN: 'join',
    ELSE: 'fix, repair, reset, reboot, restart, schedule, call, phone, invoice, bill, pay, teach, learn, train, meet, discuss, recommend, compare, translate, configure, customise, customize, troubleshoot, debug, uninstall, reinstall, upgrade, patch, deploy, charge, refund, escalate, submit, solve, resolve, ping, notify, warn, forward, wait, write, tell, ask, sell, print, draw, build, plan, organise, organize, cook, clean, sign',
  },
  words: {
    LEND: 'lent, borrow',
    RENAME:
      'new name, new address, new e mail, new email, new mail, is now called, is called, goes by, now goes by, maiden name, married name, last name, surname, family name, misspelt, misspelled, spelling, spelt, email address of, e mail address of, address of, email address, mail address, e mail address, email of, got married, address is now, email is now, e mail is now, name is now, changed her name, changed his name, changed name, changed their name, name change, should be spelled, should be spelt, name to, address to, email to, e mail to',
    RESEND:
      'again, once again, once more, one more time, another time, second time, anew, re send, send again, the mail, the email, the e mail, the notice, the notification, the invitation, the invite, the message, notification, invitation, invite mail, notice, activation mail, welcome mail, mail about, email about, message about',
    PORTAL:
      "microsoft's portal, microsoft's page, microsoft's site, microsoft's side, at microsoft's, at microsoft, on microsoft, with microsoft, microsoft side, portal, portals, portal steps, portal step, admin center, admin centre, partner center, partner centre, steps, step, to do at, pending at, left to do, still to do, to do list, to do, todo, todos, open steps, outstanding steps, manual steps",
    DECLINE: 'decline, reject, deny, turn down, refuse',
    WITHDRAW:
      'retract, rescind, my own request, request i made, request for, i asked for, what i asked for, what i requested, no longer need to ask',
    REVIEW:
      'ask everyone, ask everybody, ask all, ask them, ask the holders, ask the users, ask people, ask whoever, check with everyone, check with everybody, check with the holders, check with all, still need, still needs, still use, still uses, still using, still want, still required, whether they, if they still, access review, licence review, license review, seat review, usage review, clean up',
    QUANTITY:
      "we now have, we have now, now have, we bought, we got, we've got, bought, we just bought, purchased, we purchased, in total, total of, quantity to, quantity, number of seats, seat count, seats instead of, raise, raised, increase, increased, lower, lowered, reduce, reduced, bump, more seats, more licences, more licenses, extra seats, additional seats, new total, total is, count is, from microsoft, added to our plan, up to",
    EVERYONE:
      'everyone, everybody, all of us, all hands, every employee, the whole team, the whole company, all users, all employees',
    EXCEPT:
      'except, except for, excepting, excluding, apart from, aside from, other than, besides, with the exception of, minus',
    ALSO: 'also, as well, too, additionally, in addition, likewise, ditto, same for, same goes for',
    'ROLE:guest':
      'guest, guests, external, externals, external user, guest user, guest role, guest access, outside user, guest account',
    'LANG:pt': 'portuguese, pt',
    'LANG:pt-BR': 'brazilian portuguese, brazilian, portuguese from brazil, portuguese of brazil, pt br',
    'LANG:zh': 'chinese, zh, mandarin',
    'LANG:zh-CN': 'simplified chinese, chinese simplified, zh cn',
    'LANG:zh-TW': 'traditional chinese, chinese traditional, taiwanese, taiwan chinese, zh tw',
    UNSURE: "i don't know if, i dont know if, not sure if, i'm not sure if, no idea if, i doubt",
    WHETHER: 'if, whether',
    BYPERSON: 'by person, per person, by user, per user, by people, by employee',
    THAT: 'that',
    LEAVING: 'leaves, leaving, is off, quits, resigns, retires, departs, moves on, is gone, has left, left, quit',
    ARROW: '->',
    UNNEEDED:
      "no longer needed, not needed, isn't needed, isnt needed, is not needed, no longer required, not required, isn't required",
    ELSE: 'file a, file an, file the, file my, file our, files',
    REASON:
      'for the project, for the new project, for a project, for a new project, for her project, for his project, for their project, for our project, for this project, for my project',
    TALK: 'wrote to me, wrote me, emailed me, called me, talked about, spoke about, chatted about, discussed, was talking about, were talking about, mentioned, brought up, complained about, went over',
    HAIL: 'hi everyone, hello everyone, hey everyone, morning everyone, good morning everyone, hi everybody, hello everybody, hi all, hello all, hi team, hello team, hey team, morning team, good morning team, hi folks, hi guys, hey guys, hello folks, morning all, good morning all',
    NEWCOMER:
      'new starter, new joiner, newcomer, new hire, new employee, new colleague, new person, new teammate, new intern, new team member',
    CANTFIND: "can't find, cant find, cannot find, can't seem to find, don't have, dont have, misplaced, lost",
    NOMORE: 'no more',
    LACK: "was promised, were promised, has been promised, have been promised, is still without, is without, has no, hasn't got, hasnt got, doesn't have, doesnt have, does not have, still has no, still doesn't have, has not got, still hasn't got, don't have, hasn't received, has not received, didn't get",
    PLACE: 'bot, system, database, tool, company, books, organisation, organization, list, app',
    SUBJ: 'have, get, use, to have, to get, to use, receive',
    NEWS: "what's new in, whats new in, what is new in, new features in, new features of",
    LOST: 'lost, stuck, confused, clueless',
    DO: 'do, done, did, doing',
    ACCOUNT: 'account, accounts, profile, user account, access',
    BACK: 'back',
    TELL: 'tell, ask, inform, remind, warn, thank, congratulate, invite',
    INSTEAD: 'instead of, in place of, rather than, in lieu of',
    NOISE:
      'give a talk, gives a talk, giving a talk, give a presentation, gives a presentation, giving a presentation, give a demo, gives a demo, giving a demo, give a course, give a lecture, give a speech, gives a speech, give feedback, a lift home, log in, log on, log out, login, sign in, sign on, sign up, key account, key accounts, key account manager, key account managers, key point, key points, key question, key person, key people, key user, key users, key to success, key figure, key figures, key takeaway, key takeaways, any key, give it a try, give it a rest, give it a go, take care, take your time, take a break, take a look, take place, keep me posted, move on, give me a minute, give me a second, give me five, office hours, in the office, at the office, to the office, access denied, of course not, key issue, low key, support act, tech savvy, moving on, hand on, on hand, history class, in history, made history, project manager, project managers, on the project, the project is, our project, team lead, import duties, import tax, cloud nine, cloudy, what a, key feature, key features, key skill, key skills, piano key, piano keys, enter key, shift key, escape key, house key, house keys, car key, office key card, door key, key ring, key card',
    DONT: "never, please don't, we shouldn't, shouldn't, should not, should never, would never, do not want you to, don't want you to, don't want to, didn't ask, did not ask, must not, mustn't, no need to, no reason to",
    IF: 'if, unless, when, once, as soon as, wonders if, wonder if, whether',
    HEDGE:
      'maybe, perhaps, probably, might, one day, some day, someday, eventually, next year, used to, sooner or later, in the future, i wonder, i hope, would have, could have, should have had',
    OPINION: 'should i, shall i, should we, is it ok to, am i allowed to, is it worth, is it true, why',
    TOWHO: 'to whom, to who',
    MAILVERB: 'mail, email, e mail, write to',
    UPWITH: 'up with, up w/, up w, up for, out with, onto, on to, access to, on',
    WE: "we, we've, us, our company",
    // Articles, politeness, adverbs: skipped between the parts of a request.
    SKIP: "mr, mrs, ms, miss, dr, the, a, an, this, that, these, those, any, some, also, just, now, right now, today, tomorrow, asap, straight away, right away, please, pls, plz, plse, pleas, kindly, again, then, so, well, maybe, perhaps, actually, currently, already, still, really, quickly, quick, once more, one, one of the, one of our, another, an extra, a spare, spare, extra, our, new, of course, in fact, by the way, btw, for now, at the moment, as well, too, for us, for once, own, single, particular, certain, following, proper, full, whole, complete, entire, more, here, there, very, bit, a bit, urgently, urgent, immediately, soonest, when you get a chance, when you can, if you can, if possible, if you don't mind, if that's ok, if that's okay, if it's ok, at your convenience, guys, team, everyone else, instead, other, actual, existing, old, quick question, real quick, next, next week, this week, this morning, this afternoon, from now on, starting today, starting tomorrow, effective today, as of today, as of monday, from monday, on monday, by friday, by monday, by tomorrow, by tonight, tonight, monday, tuesday, wednesday, thursday, friday, possible, possibly, finally, first, second, last, both, all of them, of them, only, a bit of, i guess, i think, kinda, my company's, my company, our company's, our company, the company's, my team's, my organisation's, our team, my team, our team's, something, lately, recently",
    GREET:
      'hi, hello, hey, hiya, heya, howdy, yo, hi there, hello there, hey there, good morning, good afternoon, good evening, morning, afternoon, evening, dear, bot, hey bot, hi bot, ok bot, ok so, okay so, ok, okay, alright, right, sorry, excuse me, sorry to bother you, hope you are well, hope you’re well, hope all is well, quick one, hm, hmm, um, uh, err, oh, ah, cheers, folks, all right, hi all, hello all, greetings, good day, happy monday',
    // Markers that what follows is asked for.
    REQUEST:
      "make sure, make sure that, see to it that, ensure, ensure that, please, pls, plz, plse, can you, could you, would you, will you, can u, could u, cld u, can ya, can we, could we, may we, can i, could i, may i, can you please, could you please, i would like to, i'd like to, id like to, i would like you to, i would kindly ask you to, i kindly ask you to, i would ask you to, i'd ask you to, i'd like you to, i want to, i want you to, i wanna, wanna, i need to, i need you to, we need to, we want to, we'd like to, we would like to, i have to, i've got to, i gotta, gotta, we have to, we must, i must, need to, want to, like to, would like to, i am trying to, i'm trying to, im trying to, trying to, try to, let's, lets, let us, go ahead and, would you mind, do you mind, do you think you could, is it possible to, would it be possible to, is there a way to, it would be great if you could, it would be nice if you could, would be great if you could, i'd appreciate if you could, i'd appreciate it if you could, i would appreciate it if you could, i was wondering if you could, i wonder if you could, wondering if you could, be so kind as to, be so kind to, would you be so kind as to, any chance you could, any chance you can, any chance we could, any chance i could, any chance of, chance to, i was hoping to, hoping to, hoping you could, you should, you can, you could, you may, time to, make sure to, be sure to, don't forget to, dont forget to, remember to, help me, help me to, help us, can you help me, could you help me, please help me, asked me to, told me to, wants me to, asks me to, asked us to, wants us to, needs me to, i am supposed to, i'm supposed to, supposed to, i'm looking to, looking to, i'm going to need to, we should, i should, would love to, i'd love to, i'd rather, mind, what about, how about, feel free to, we'll need to, we will need to, i'll need to, i will need to, you need to, you have to, ready to, want you to, need you to, like you to, able to, are you able to, would you be able to, will you be able to, you please, u please, be great to, good to, i'd need to, how do i, how do we, how can i, how can we, how to, how would i, been asked to, been told to, asked to, told to",
    // Markers that what follows is told, not asked.
    SUBORDINATE:
      "if, because, since, after, before, once, unless, whether, when, whenever, while, although, though, that's why, so that, as soon as, the day, every time",
    NEG: "not, don't, dont, do not, never, didn't, didnt, doesn't, doesnt, does not, did not, won't, wont, will not, cannot, can't, cant, can not, isn't, isnt, is not, aren't, arent, wasn't, wasnt, shouldn't, shouldnt, shan't, shant, needn't, neednt, ain't, aint, nobody's, nobody is, no one is, no one's, no need to, without, no longer, hasn't, hasnt, haven't, havent, has not, have not, couldn't, couldnt, no reason to, rather not, refuse to, stop, nobody asked to, wouldn't",
    SUBJECT: 'i, we, they, he, she, it, u, you, admins, somebody, someone, people, customers, nobody, microsoft, hr',
    YOU: 'you, u, ya',
    MODAL: 'can, could, would, will, may, might, shall, should, must',
    BE: "is, are, was, were, be, been, being, am, 's, 'm, 're, isn't, im, it's, its, got",
    AUX: "has, have, had, having, is, are, was, were, been, be, being, 've, 's, 're, got, gets, get, just, already, ive, weve, i've, we've",
    DID: 'did, has, have, was, were',
    PASTTIME:
      'yesterday, last week, last month, last year, last monday, last friday, last night, days ago, weeks ago, months ago, hours ago, a while ago, ages ago, earlier, earlier today, this morning, an hour ago',
    YET: 'yet',
    TO: 'to, towards, into, onto, for, ->, in favour of, in favor of, with',
    TOONLY: 'to, towards, onto, into, ->, over to, in favour of, in favor of',
    FOR: 'for, on behalf of',
    FROM: 'from, frm, off, away from, out of, back from, off of, belonging to, held by, owned by',
    OF: 'of',
    ON: 'on, in, under, at, within',
    WITH: 'with, w/, using, via, through, use, using the address, with the address, with email, with the email, contact, contact address, alternate address, alternate email, alt email, other email, other address, second address, second email, secondary email, backup email, reach at, reachable at, cc, email, e mail, mail',
    BY: 'by',
    AS: 'as, as an, as a, in the role of, with role, with the role, role, with the role of',
    AND: 'and, &, plus, as well as, together with, +, n',
    OR: 'or',
    BUT: 'but',
    POSS: "'s",
    ME: 'me, myself, gimme, self',
    I: "i, i'd, i'm, im",
    MY: 'my, mine',
    PRONOUN: 'him, her, them, his, their, it, he, she, they, theirs, hers',
    // Verbs that are not regular.
    GIVE: 'give, gives, giving, gimme, get, gets, getting, let, hand out, hand over, set up, sort out, hook up, fit out, sort, kit out, fix up, send, sends, sending, book, books, booking',
    'GIVE.past': 'gave, given',
    'ASSIGN.past': 'asigned',
    ADD: 'put, puts, putting, stick, pop',
    TAKE: 'is getting, will get, take, takes, taking, take back, get back, take away, grab',
    'TAKE.past': 'took, taken',
    UNASSIGN:
      'un assign, de assign, take back, take away, free up, claim back, get back, give back, return, hand back, unlicense, unseat, remove the seat, cut off, put back',
    MOVE: 'hand over, pass on, carry over, roll over, give over, switch over, goes, go, should go',
    TAKEOVER: 'take over, takes over, taking over, gets, inherits, will take over, to take over',
    MAKE: 'set, sets, setting, let, put, flag, mark, becomes, become, is now, will be, turns into',
    DELETE: 'get rid of, take out, take off, throw out, wipe',
    'REMOVE.past': '',
    SHOW: "see, give me, let me see, tell me, tell me about, let me know, what about, show me, find, look, can i see, remind me, need to know, want to know, like to know, i'd like to know, know, wondering, what's up with, run me through, walk me through the, take me through, talk me through, go through, run through, shw",
    LIST: 'all, every, everything, overview, summary, complete list, list of, a list, the list, rundown, catalogue, catalog, inventory, lst, ls',
    WHO: 'who, whom, whos, who is, whose, which people, which users, which person, which user, which colleagues, which of us, which employees, who else, anyone, anybody, everyone who, everybody who, people who, people with, everyone with, everybody with, which team members, those who, users with, names of',
    WHAT: "what, which, whats, what's, wat, what is, what are, what all, which ones, wich, what else, anything",
    WHEN: 'when, since when, how long, until when, till when, what date, which date, on what date, on which date, what day',
    HOWMANY:
      'how many, how much, number of, amount of, count of, quantity of, quantity, how manny, hw many, howmany, count',
    HOW: 'how, hows, why, where',
    HAVE: "have, has, got, hold, holds, holding, own, owns, owning, has got, have got, is on, are on, is using, are using, possess, possesses, sits on, sit on, sitting on, occupies, occupy, entitled to, is entitled to, in possession of, having, benefit from, benefits from, consume, consumes, on, 've",
    'HAVE.past': 'had',
    DOES: "does, do, is, has, did, have, hasn't, doesn't, are",
    NEED: "need, needs, needing, want, wants, require, requires, requiring, would like, 'd like, d like, wud like, would need, could use, should get, should have, must have, must get, ought to have, ought to get, has to have, has to get, is to get, is to have, gets, will need, 'll need, is going to need, is missing, is lacking, lacks, asks for, asked for, is asking for, are asking for, asking for, requested, requests, has requested, is requesting, is waiting for, waiting for, waits for, waiting on, deserves, would love, is supposed to get, is supposed to have, to get, is in need of, in need of, is entitled to, needs access to, desperately needs, shall have, shall get, should receive, must receive, to receive, is due, will be needing, is in want of, has need of, needed, wanted, required, still needs, still waiting for, also needs, can have, may have, is due to get, would appreciate, needs to have, needs to get, needs to use, wants to use, has to use, must use, needs to work with, will be using, will work with, starts using, asked me for, asks me for, is asking me for, has asked me for, asked us for, begs for, is begging for, hopes to get, is hoping for, would benefit from, should be given, should be on, must be on, needs to be on, ought to be on, should be using, is to be given, shall be given, wishes to have, wishes for, is keen on getting",
    IWANT:
      "i could do with, i need, i want, i would like, i'd like, id like, i require, can i have, could i have, may i have, can i get, could i get, may i get, give me, get me, gimme, i'm after, im after, i am after, we need, i could use, i should have, i'm missing, im missing, i'm looking for, looking for, need, i need to have, i want to have, i need to get, i want to get, i'll need, i will need, could we have, can we have, can we get, could we get, where can i get, where do i get, where can i find, where do i find, where is, where are, where's, send me, hand me, pass me, let me have, i'd love, we'd like, we would like, we want, i can't find, i cant find, can't find, cant find, do you have, have you got, what is, what's, whats, what are, i'd like to request, i want to request, i request, i would like to request, i'd like to ask for, i'd like to apply for",
    NONEED:
      "no longer needs, no longer need, no longer requires, no longer require, no longer uses, no longer use, no longer using, no longer wants, no longer want, no longer has any use for, no longer works with, no longer work with, no longer working with, doesn't need, doesnt need, does not need, don't need, dont need, do not need, doesn't use, doesnt use, does not use, don't use, dont use, do not use, doesn't require, does not require, isn't using, isnt using, is not using, aren't using, not using, not use, never uses, never use, never used, hardly uses, stopped using, has stopped using, stops using, is done with, are done with, i'm done with, am done with, done with, is finished with, finished with, finished using, is through with, has no use for, have no use for, has no more use for, no use for, no need for, has no need for, has no need of, has no more need for, need no more, needs no more, doesn't want, does not want, doesn't work with, does not work with, shouldn't have, should not have, should no longer have, must not have, shouldn't keep, must no longer have, doesn't need to have, can do without, can live without, could lose, can lose, should lose, doesn't have to have, is giving up, gives up, gave up, wants to give up, wants to give back, wants to return, wants to hand back, doesn't need access to, not need, should not keep, shouldnt have, has to lose, must lose, will no longer need, won't need, wont need, will not need, won't be needing, won't be using, won't use, doesn't touch, never touches, never opens, isn't needing, hasn't used, has not used, hasn't been using, haven't used, no longer entitled to, needn't have, ceased using, has finished with, have finished with, is not needing, no need of, can give up, could give up, will give up, is happy to give up",
    ANYMORE: 'anymore, any more, any longer, no more',
    // Things.
    KEY: 'key, keys, serial, serials, serial number, serial numbers, serial no, serial key, activation code, activation codes, activation key, activation keys, product key, product keys, license key, license keys, licence key, licence keys, license code, licence code, product code, product codes, licence number, license number, redemption code, redeem code, volume key, volume licence key, mak key, mak, kms key, setup key, installation key, registration code, unlock code, activation number, token code, cd key, cdkey, keycode, key code, ky, kee, promo code, voucher code, redemption key, mak code, kye, keey, kys',
    MEDIA:
      'iso, isos, iso file, iso image, image, disk image, disc image, img, download link, download links, download url, download page, download, downloads, installer, installers, installation file, installation files, install file, install files, setup file, setup files, setup, setup.exe, install media, installation media, media, bits, installation package, install package, install link, dl link, msi, link to download, binary, binaries, dvd, installation image, install image, iso link',
    INSTALL: 'install, installing, to install, get installed, activate my copy of, activate my copy',
    SEAT: 'licence, licences, license, licenses, licens, licence seat, lic, lics, seat, seats, seatz, subscription, subscriptions, sub, subs, access, access to, card, cards, spot, slot, slots, place, entitlement to, user licence, user license, user licences, user licenses, copy, copies, edition, version, package, plan, account, accounts, an account, product, app, suite, allocation, licensing, licence for, seat for, up with, credits, rights to, tool, pack, credit',
    BENEFIT:
      "benefit, benefits, benfits, benifits, perk, perks, entitlements, entitlement, offers, offer, products, product, offerings, stuff, things, items, advantages, goodies, packages, package, subscriptions, licences, licenses, freebies, tools, apps, seats, programs, programmes, services, lics, what's included, included, inclusions, portfolio, licensing, resources, offering, ones, options, subs",
    BENEFITWORD:
      'benefit, benefits, benfits, benifits, perk, perks, entitlements, entitlement, offers, offerings, goodies, freebies, advantages, inclusions',
    USERNOUN:
      'user, users, usr, usrs, people, person, persons, members, team members, staff, colleagues, employees, everyone, everybody, headcount, folks, accounts, account, teammates, personnel, workforce, members of staff, directory entries, colleague, employee, member, team mate, contacts, contact, profile, profiles, names, coworker, coworkers, co worker, hire, joiner, starter, new hire, new joiner, new starter',
    USERLIST:
      "user list, users list, list of users, user directory, directory, company directory, staff list, people list, employee list, list of people, list of employees, employees list, roster, user base, user table, user database, users table, userlist, user accounts, registered users, user overview, user admin, user register, who is registered, who's registered, who is in the system, who's in the system, list of colleagues, list of staff, list of members, member list, address book, list of names, contact list, people directory, staff directory, users page, register, users",
    ASSIGNMENT:
      "assignments, assignment, assignement, assignements, allocations, allocation, holders, holder, seat holders, seat holder, licence holders, license holders, owners, who has what, who's got what, who got what, who uses what, who holds what, seat list, seating, distribution, assignees, assignee, licence assignments, license assignments, who is on what, assignment list, list of assignments, licence holder, who has which, who's on what, attributions, what everyone has, what everybody has, allotments",
    MEMBERSHIP:
      "membership, memberships, membeship, membrship, partnership, partner programme, partner program, partner status, partner id, partner number, partner account, partner level, mpn, mpn id, mpn number, partner location id, pla id, action pack status, partner network, partner network id, partner subscription, member status, partner center id, our status as partner, our status as a partner, still a partner, still partners, still microsoft partners, still a microsoft partner, still members, still a member, still a solutions partner, partner agreement, partner contract, programme, our programme, our program, which program, which programme, what program, what programme, member until, members until, partner until, partners until, anniversary date, membership id, membership number, mpnid, partner plan, partner tier, enrolment status, enrollment status, cpp id, partnerid, be a partner, being a partner, membership's, renewal date, renewal, renewals, our renewal, level partner, level of partner, kind of partner, type of partner, what level partner, partner membership, microsoft partner, partner benefits status, enrolled in, we members, we partners, are we members, are we partners, active partner, active member",
    HISTORY:
      "history, hist, histroy, log, logs, audit, audit log, audit trail, audit log for, trail, journal, activity, activities, activity log, change log, changelog, log of changes, recent changes, latest changes, last changes, changes, recent activity, recent actions, latest actions, timeline, past assignments, who changed what, who did what, what was changed, what changed, what has changed, what's changed, whats changed, what happened, what has happened, what's happened, whats happened, what's been happening, what has been happening, what went on, what was done, what has been done, what's been done, who did that, who made the change, who changed, who changed that, who made changes, events, event log, logbook, what's new with, record of changes, last actions, past changes, modifications, track record, traceability, previous assignments, what was modified, movements, trace, going on with, been going on, going on, been happening, happened",
    FILE: 'csv, csv file, excel, excel file, excel sheet, xlsx, xls, spreadsheet, spreadsheets, worksheet, workbook, csv export, tsv, comma separated file, a file, file, sheet, txt file, data file, csvs',
    FILEONLY:
      'csv, csv file, excel, excel file, excel sheet, xlsx, xls, spreadsheet, spreadsheets, worksheet, workbook, tsv, comma separated file, csvs',
    SAVE: 'save, saving, write, produce, generate, make, download, get, give, want, need, send, create, output, turn, put, have, like, as, put into, to',
    READ: 'read, load, bring in, pull in, feed, process, take in, ingest, upload, read in, feed in, add, update from, from, here is, here comes, fill from, populate from, get data from, bulk add, mass add',
    DATA: 'data, list, table, everything, report, records, the lot, all of it, database, dataset, copy, backup, dump, overview, results, info, information',
    LANGUAGE: 'language, languages, langauge, tongue, locale',
    SPEAK:
      "speak, speaks, speaking, spoken, write to me, write, say it, interface, ui, messages, display language, in, i'd prefer, i prefer, would prefer, rather have, prefer",
    ROLE: 'role, roles, rights, right, permission, permissions, privileges, privilege, access level, access rights, status, level, profile, user role, authorisation, authorization, user type, credentials, powers, hat',
    HELP: "help, hlp, halp, what can you do, what do you do, what can i do, what can i ask, what can i ask you, what can i say, what can i type, what are you able to do, what are you capable of, what else can you do, what could you do, how does this work, how does it work, how do you work, how does this bot work, how do i use this, how do i use you, how do i use this bot, how to use this, how to use this bot, how should i use this, i'm lost, im lost, i am lost, lost, i'm stuck, im stuck, i am stuck, stuck, i'm confused, i am confused, confused, commands, list of commands, available commands, list commands, show commands, which commands, what commands, options, what are my options, menu, show menu, main menu, instructions, usage, manual, user guide, guide, guide me, how do i start, where do i start, how to start, getting started, get started, what now, what are you for, what is this bot for, what's this bot for, what are you good for, what do you know, i don't know what to do, i dont know what to do, i don't know what to type, don't know what to say, no idea what to do, no idea how this works, no idea how to use this, no clue, i have no clue, i don't understand, i dont understand, i do not understand, i don't get it, explain how this works, explain yourself, who are you, what are you, tell me what you can do, show me what you can do, what you can do, what is possible, what's possible, what is possible here, sos, assistance, i need help, need help, need some help, some help, a little help, bit of help, give me a hand, a hand, help me, help me out, can you help, can you help me, could you help me, can u help, could you help, show me around, show me the ropes, what are the commands, what do i type, what should i type, what to type, how do i get help, support me, not sure what to do, not sure how this works, not sure what you can do, walk me through, walk me through this, features, list of features, functions, capabilities, examples, give me some examples, things you can do, what things can you do, what do you offer, faq, what all can you do, what kind of things can you do, how can you help, how can you help me, what can you help with, what can you help me with, what do you do exactly, what am i supposed to do, i have no idea how to use this, i have no idea what to do, no clue what to do, i have no idea how this works, i have no idea, how do i use this thing, how do i use this app, how do i use the bot, how does the bot work, how does this thing work, how do i work this, how do you use this, use you, how can i use you, how can i use this, how do i use it, how to use you, use this bot, how should i use you, how do i talk to you, what should i say, what can you do for me, what do you do for me",
    CANCEL:
      "cancel, cancel that, cancel it, cancel this, cancel please, please cancel, cancl, cancell, nevermind, never mind, nvm, nm, forget it, forget that, forget about it, forget about that, forget this, forget what i said, forget i asked, forget i said anything, stop, stop it, stop that, stop this, abort, abort that, abort this, abort it, quit, exit, scratch that, scrap that, scrap it, drop it, drop that, leave it, let it go, let it be, leave that, no leave it, don't bother, dont bother, no thanks, no thank you, not now, not anymore, skip it, skip that, skip this, disregard, disregard that, ignore that, ignore it, ignore my last message, ignore what i said, disregard my last message, changed my mind, i changed my mind, i've changed my mind, ive changed my mind, on second thought no, on second thoughts no, actually no, no wait, wait no, wait stop, hold on stop, give up, i give up, call it off, call that off, don't do it, dont do it, don't do that, dont do that, don't, do not do that, do nothing, no forget it, not what i wanted, that's not what i wanted, not what i meant, that was a mistake, get me out of here, start over, back out, go back, let's not, lets not, let's not do that, no don't, no don't do that, no need, no need anymore, not needed anymore, it's fine leave it, it's ok leave it, cancel everything, cancel the operation, cancel my request, cancel this request, cancel the request, cancel what we were doing, cancel all that, cancel the whole thing, cancel current request, stop the process, oh stop, terminate, bail, bail out, end this, drop the request, withdraw my request, wrong one cancel, not doing that, leave it as it is, leave it for now, never mind that, nevermind that, just stop, just forget it, please stop, pls stop, pls cancel, forget my request, forget the request",
    UNDO: 'undo, undo that, undo this, undo it, undo please, undo last, undo the last, undo my last, undo last change, undo the last change, undo my last change, undo last action, undo the last action, undo my last action, undo what i did, undo what you did, undo what i just did, undo what you just did, revert, revert that, revert it, revert the last change, revert my last change, roll back, rollback, roll that back, roll it back, take that back, put it back, put it back as it was, put it back the way it was, reverse that, reverse the last change, reverse my last change, undo the assignment, undo the last assignment, undo my last assignment, undo that change, undo that last change, cancel my last change, cancel the last change, cancel my last action, cancel the last action, undo what we did, step back',
    REQUESTS:
      "open requests, pending requests, requests, request list, list of requests, waiting requests, outstanding requests, unanswered requests, employee requests, requests from employees, requests waiting, who asked for what, what did people ask for, what have people asked for, what do people ask for, what people asked for, any requests, new requests, requests to approve, approvals, pending approvals, waiting list, what needs approval, what needs my approval, what is waiting for approval, anything to approve, who is waiting, who's waiting for what, unapproved requests, open request, pending request, who requested what, what was requested, what has been requested, waiting for approval, requests pending, requests open",
    THANKS:
      "thanks, thank you, thank u, thx, thnx, tnx, ty, cheers, much appreciated, appreciated, great, perfect, awesome, cool, super, nice, excellent, brilliant, wonderful, amazing, got it, understood, sounds good, good job, well done, good bot, nice work, great job, lovely, fantastic, lol, haha, congrats, congratulations, bye, goodbye, see you, see ya, have a nice day, have a good day, have a good one, good night, take care, you're welcome, no problem, no worries, sure, fine, that's all, thats all, that is all, all good, you rock, you're the best, love it, wow, yes, yep, yeah, yup, nope, no, roger, noted, will do, done, all set, all done",
    // Answers to a question of the bot.
    YES: "yes, yep, yeah, yup, y, ok, okay, k, kk, sure, sure thing, of course, go, go ahead, go for it, do it, do that, do so, please do, yes please, confirm, confirmed, i confirm, correct, right, that's right, thats right, exactly, absolutely, definitely, affirmative, indeed, fine, sounds good, looks good, looks right, all good, approved, approve, agreed, proceed, yes do it, perfect, great, why not, make it so, yea, ye, aye, by all means, carry on, lgtm, ya, yess, that's it, thats it, it is, i do, i am sure, i'm sure, positive",
    NO: "no, nope, nah, n, not, wrong, incorrect, negative, no way, that's wrong, thats wrong, not that one, not this one, not him, not her, rather, no no, don't, dont, of course not, absolutely not, not at all, not really, certainly not",
    RATHER:
      "rather, instead, i mean, i meant, make it, actually, should be, it should be, i said, sorry, wait, better, change it to, change that to, correction, let's take, i'd take, i would take, take, use, choose, pick, select, try, put, the one, ones, one, it's, it is, is, that's, that would be, would be, the one called, named, called, with, for, to, from, guy, girl, lady, please, that one, i want, i'd like, go with, go for, i'd say, i think, must be, is called, was, in, as, version, edition, role, language, address, email, name, his email is, her email is, the address is, my, at, then, preferably, both of, only, just, surname, last name, family name, first name",
    BOTH: 'both, both of them, the two, all, all of them, all three, the two of them, each of them, each, everyone, everybody, them all, all of these, all of those, both please, every one of them, the lot',
    NEITHER: 'neither, none, none of them, none of these, none of those, nobody, no one, neither of them, nothing',
    ANY: "any, whatever, doesn't matter, does not matter, don't care, dont care, no preference, either, either one, any of them, all the same to me, you choose, i don't mind, no matter",
    'NTH:1': 'first, the first, 1, 1st, number one, number 1, the first one, former, the former, option 1',
    'NTH:2': 'second, the second, 2, 2nd, number two, number 2, the second one, latter, the latter, two, option 2',
    'NTH:3': 'third, the third, 3, 3rd, number three, number 3, the third one, three, option 3',
    'NTH:-1': 'last, the last, the last one',
    // Values.
    'CAT:software':
      'software, softwares, softw, sw, on premises software, on prem software, desktop software, programs, software licences, software licenses, applications, on premise software, on premises, on prem, softwre, sofware',
    'CAT:cloud':
      'cloud, online services, cloud services, cloud service, saas, online subscriptions, hosted services, cloud stuff, in the cloud, cloud offers, cloud subscriptions',
    'CAT:support':
      'support, support benefits, support incidents, support services, support contracts, technical support, tech support, advisory, helpdesk, assistance benefits',
    'CAT:visual-studio':
      'developer subscriptions, dev subscriptions, dev tools, developer tools, msdn subscriptions, dev benefits, developer benefits',
    'FILTER:available':
      "going to waste, going unused, gathering dust, available, availble, avaliable, availabe, avail, free, freely available, left, left over, leftover, leftovers, unassigned, unused, not used, not in use, remaining, remain, remains, not assigned, not yet assigned, not assigned yet, still open, vacant, unallocated, not allocated, not taken, untaken, unclaimed, to spare, spare, we can still assign, i can still assign, can still assign, can be assigned, can still be assigned, can i still assign, could i still assign, can we still assign, can i assign, can we assign, still have seats, have seats left, up for grabs, in stock, still have room, haven't been assigned, haven't we assigned, aren't assigned, are not assigned, aren't used, nobody uses, no one uses, nobody is using, no one is using, not been assigned, haven't used, haven't we used, aren't we using, are we not using, not handed out, on hand, idle, nobody has, no one has, can still give, can give out, still to give, to hand out, to give away, not given out, obtainable, at our disposal, usable, can still hand out, can hand out, can i hand out, can i give out, sitting idle, sitting unused, not in use yet, still got, with free seats, with seats left, with spare seats, that have seats, still be assigned, still be given out, can i still give, can i still give out, can we still give out, can we still hand out, isn't used, isn't assigned, is not used, is not assigned, isn't taken, don't we use, don't we need, don't use, nobody is on, not been used, have not been used, not been used yet, never been used, not yet used, not yet been used, not yet been assigned, not been assigned yet",
    'FILTER:assigned':
      "anything full, is full, are full, what's full, what is full, sold out, fully booked, assigned, already assigned, taken, in use, used, in usage, allocated, already allocated, occupied, already taken, handed out, given out, already given out, distributed, currently used, being used, currently in use, claimed, consumed, attributed, are we using, do we use, we are using, we're using, we are currently using, have been assigned, gone, used up, given away, people are using, have holders, fully used, fully assigned, out with people, active, have we assigned, have we given out, have we handed out, did we assign, we've assigned, we have assigned, we have given out, we have handed out",
    'FILTER:expiring':
      'expiring, expire, expires, expiring soon, expire soon, expires soon, about to expire, expirng, going to expire, ending, ends soon, end soon, ending soon, end, ends, about to end, run out, runs out, running out, run out soon, about to run out, going to run out, lapse, lapses, lapsing, about to lapse, due to expire, up for renewal, come to an end, comes to an end, coming to an end, near their end, near the end, near expiry, close to expiry, nearing expiry, nearing the end, nearing their end, close to expiring, expiration, expirations, expiry, expiries, expiration dates, expiry dates, end dates, will expire, will end, will run out, soon to expire, soon expiring, soon over, will be over, stop working, are over soon, finish soon, finishing, stops soon, time out, due soon, ends this month, ends next month, terminate, about to finish, sunset, dying soon, not valid much longer, valid for much longer',
    SOON: 'soon, shortly, this month, next month, in the next month, in the coming weeks, in the next weeks, in the next days, this year, this quarter, next quarter, before long, within a month, in the near future, coming weeks, next few weeks, next 30 days, 30 days, 60 days, 90 days, in the next 30 days, within 30 days, within the month, before the end of the month, by the end of the month, by the end of the year, before year end',
    INCLUDED:
      'entitled to, are we entitled to, do we get, we get, do we have, have we got, we have, do we own, we got, do we hold, we entitled to, is included, included, come with our membership, comes with our membership, comes with the membership, come with the membership, is there, are there, there is, there are, is there for us, exists, exist, have access to, do we have access to, in our package, in the package, in our plan, part of our membership, part of the membership, in our membership, does our membership include, does our membership give us, does the membership give us, does the membership include, from our membership, with our membership, of our membership, at our disposal, can we use, can we get, on offer, do you have, have you got, does the company have, company has',
    ABOUT:
      "details, detail, details of, details on, details about, info, information, infos, info on, info about, information on, information about, about, facts, description, descr, description of, contents, content, contents of, what's in, what is in, whats in, what does, contain, contains, include, includes, comprises, inside, specifics, data sheet, datasheet, fact sheet, card, page, sheet, situation, status of, state of, status, overview of, summary of, more on, specs, conditions, terms, expiry of, expiry date of, expiration of, end date of, expiry date, expiration date, end date, validity, valid until, valid till, capacity, seat count, what do we get with, what comes with, particulars, ins and outs, run down on, summary, usage of, usage, part of, what's included in, what is included in, what do i get with, how far along, remaining seats, seats left, where are we with, where do we stand with, where do we stand on, how are we doing on, how do we stand on, the deal with, left in, remaining on, availability",
    EXPIRE:
      'expire, expires, expiring, expiry, end, ends, run out, runs out, lapse, lapses, valid, valid until, good until, over, stop, due, expired, terminate, finish, renew, renewed, renewal, up, start, begin, starts, ended, expiration',
    LEFT: 'left, remaining, available, free, remain, still, unassigned, unused, spare, over, to spare, in stock, still free, still available, used, taken, assigned, in use, in total, total, altogether, we got, do we have, have we got, are there, is there, do we own, we have, there are, can we assign, can i assign, out of',
    'LANG:fr': 'french, fr, frnch, frensh, francais, french language, french version',
    'LANG:en': 'english, eng, englsh, inglish, english language, english version, uk english, us english',
    'LANG:de': 'german, ger, deutsch, german version, germn',
    'LANG:es': 'spanish, espanol, spanish version',
    'LANG:it': 'italian, italiano, italian version',
    'LANG:ja': 'japanese, ja, jp, jap, japanese version',
    'LANG:other':
      'dutch, polish, russian, swedish, danish, korean, arabic, turkish, czech, norwegian, finnish, greek, hungarian, hindi',
    'OS:windows-x64':
      '64 bit, 64 bits, 64bit, 64bits, 64 bit version, x64, x 64, win 64, win64, amd64, amd 64, windows 64 bit, windows 64, windows x64, 64 bit windows, x86 64',
    'OS:windows-x86':
      '32 bit, 32 bits, 32bit, 32bits, 32 bit version, x86, x 86, win 32, win32, windows 32 bit, windows 32, windows x86, 32 bit windows, i386',
    'OS:windows-arm64':
      'arm, arm64, arm 64, aarch64, windows on arm, windows arm, windows arm64, arm processor, snapdragon, arm 64 bit, arm based, arm device, arm laptop',
    'OS:linux-x64':
      'linux, ubuntu, debian, red hat, rhel, redhat, suse, linux x64, linux 64 bit, fedora, centos, linux server, linux box, linux machine, linux 64 bits',
    'OS:macos':
      'mac, macos, mac os, mac os x, os x, osx, apple, macbook, imac, a mac, macs, macintosh, mac version, macbooks, apple silicon',
    'ROLE:admin':
      'admin, admins, administrator, administrators, adm, admin role, admin rights, admin right, admin access, admin permissions, admin permission, admin privileges, administrative rights, administrator rights, administrator role, administrator access, full rights, full access, admn, adminstrator, administator, superuser, super user, admin status, admin user, an admin, manager rights, owner rights',
    'ROLE:viewer':
      'viewer, viewers, reader, readers, read only, readonly, read only access, read only user, read only rights, view only, view only access, read access, reading rights, viewing rights, viewer role, viewer rights, viewer access, reader role, look but not touch, read only role, just look, only look, only view, can only look, observer, auditor, viewr, only read, just read, view access, read rights, read permission, read permissions, viewer permissions',
    'ROLE:employee':
      'employee, employe, employees, standard user, normal user, regular user, ordinary user, basic user, plain user, simple user, plain employee, normal employee, ordinary employee, simple employee, regular employee, employee role, employee rights, standard, normal rights, basic rights, normal access, standard role, basic role, worker, staff member, employee access, standard employee, employe role, regular access, standard rights',
    // Signs of talk.
    PROBLEM:
      "crash, crashed, crashes, crashing, broken, broke, breaks, bug, bugs, buggy, slow, error, errors, problem, problems, issue, issues, trouble, fails, failed, failing, failure, freezes, froze, frozen, hangs, hung, doesn't work, does not work, not working, isn't working, won't work, don't work, didn't work, stopped working, won't start, won't open, doesn't open, doesn't start, can't open, can't log in, cannot log in, can't login, can't sign in, cannot sign in, can't access, keeps, annoying, terrible, awful, rubbish, useless, sucks, ugly, outage, down, offline, weird, strange, stolen, virus, infected, blue screen, corrupt, corrupted, glitch, laggy, unusable, horrible, hate, hates, driving me mad, driving me crazy, complained, complains, complaining, rejected, invalid, not valid, refused, rejects, wrong password, forgot my password, password",
    GOOD: 'works, working, worked, works fine, works great, works now, works well, work fine, fine now, runs, runs fine, love, loves, loved, like working, likes, enjoy, enjoys, happy with, happy, useful, helpful, better than, worse than, better, best, worst, faster, good, great, nice, cheap, expensive, overpriced, pricey, worth, arrived, received, finished, activated, installed, configured, is up and running, up and running, ok now, okay now, fine, solved, fixed, resolved, running smoothly, came through, enough, sufficient, impressive, popular, hard to use, easy to use, difficult, complicated, went well, went fine, went smoothly, looks good, look good, is great, was fun, was great, was fine, is fine',
    PRICE:
      'price, prices, pricing, cost, costs, quote, invoice, invoices, budget, discount, discounts, euros, dollars, usd, eur, cheaper, fee, fees, pay for, paid, billing, reseller, vendor, purchase order, refund, buying',
    TOPIC:
      'laptop, computer, pc, printer, mouse, keyboard, monitor, screen, headset, phone, desk, chair, room, meeting, meetings, lunch, dinner, breakfast, coffee, weather, joke, football, game, movie, holiday, holidays, vacation, weekend, birthday, party, train, flight, hotel, taxi, password, passwords, wifi, wi fi, vpn, report, reports, presentation, slide, slides, dashboard, dashboards, formula, pivot table, macro, code review, pull request, ticket, jira ticket, salary, payroll, expenses, parking, training, course, tutorial, webinar, workshop, conference, blog, news, article, documentation, docs, song, story, poem, recipe, shipment, parcel, contract, nda, interview, car, badge, keycard, keyring, house, door, car keys, office keys on, keynote, flat, garage, drawer, usb, usb stick, deadline, project plan, strategy, roadmap, summary of the meeting, calendar, appointment, minutes, agenda, powerpoint, customers, customer, client, clients, marketing campaign, campaign, newsletter, website, logo, translation',
    ADVICE:
      'recommend, better, worth it, difference between, the difference, compare, comparison, versus, vs., good idea, opinion, what do you think, do you think, do you like, do you know, your favourite, favorite, favourite, pros and cons, alternatives to, alternative to, tips, best way, best practice, best practices, used for, used to do, good for, made by, invented, meaning of, requirements, system requirements, compatible, compatible with, support for, run on, runs on, worth, come out, supports, does it support, integrate, integrates, feature, shortcut, keyboard shortcut, difference, mean, means, stand for, stands for',
  },
  ordinary:
    "bulk mass respectively about above across act afternoon again against age ago agree air all almost along also always among amount and angry animal answer anyway apart apparently area arm around arrange art aside assume assuming at attend aunt autumn available away baby back bad ball bank base based be beach beautiful because become becomes bed been begin beginning begins being believe below berlin beside best between big birth black blank block blood blue board boat body both bottom box boy branch break bring brings brother brought brown business busy by call called came campus can capital car care carry case cat catch cause cent center central centre chance change character charge check child children city class clear clearly clever close closed clothes cold colour come comes coming common community compare condition consultant contain contractor control cool copy correct corporate could country couple cover create crew cross cup current customer cut daily dark date daughter day days dead deal dear december decide decided deep department departs deal desk develop developer developers dev devs did die different difficult dinner direct director division do doctor does dog doing door down draw dream drive drop dry due during each ear early earth east easy eat edge eight either eleven else end english enough especially even evening ever every everybody everyone everything everywhere exactly example except expect explain external eye face fact factory fall family far fast father february feel felt few field fifteen fifty fill final finance find fine finish fire firm first fish five fix floor fly follow food foot force forget form forward four free fresh friend front full fun further future game garden gave general get getting girl give glad go goes going gold gone good got great green ground group grow guess had hair half hand happen happens happy hard has hat hate have he head hear heard heart heat heavy held hello help her here herself hers high hill him himself his hit hold home hope hot hour hours house how however hundred husband ice idea if important in inside instead interest intern internal interns into iron is issue it its itself january job join joined joining july june keep keeps kept kid kind king knew know known lady land language large last late later laugh lead leader learn least leave leaves leaving left leg less let letter level lie life light like likely line listen little live local london long longer look looking lose lost lot lots love low lunch machine made mail main maintenance make man manager managers management many map march mark market marketing material matter may maybe me mean means meant meet men mention message met middle might mile mind mine minute miss missing mistake modern mom moment money month months more morning most mother mountain move moved moves moving much music must my myself name near nearly need neither never new news next nice night nine no nobody none nor north nose not note nothing notice november now number o'clock october of off offer office offices often oh ok old on once one only onto open or order other others otherwise our ours out outside over own page pair paper parent paris park part partner partners party pass past pay people per perhaps period person phone pick picture piece place plan plans plane plant play please plus point poor position possible post power prefer present press pretty price probably problem process product production programme project projects promise properly public pull push put quarter question quick quickly quiet quite rain ran rather reach read ready real realise really reason reasons receive red regarding region regular remember replacement reply rest result return rich ride right rise river road role room round rule run running said sale sales same sat save saw say says school sea season second secretary see seem seems seen self send sent september set seven several shall she ship shoe shop short should show side sign similar simple simply since sing single sister sit site six size sky sleep slow small smile snow so some somebody someone something sometimes somewhere son song soon sort sound south speak special specific spend spring staff stand standing star start started starter starting starts state station stay still stop store story straight street strong student study such suddenly summer sun sure surprise sweet swim table take taken takes talk tall task teach team teams tell temp temporary ten test testing tester text than thank that their theirs them themselves then there therefore these they thing things think third this those though thought thousand three through throw thursday till time times tired to today together told tomorrow tonight too took top total touch toward town trainee travel tree trip true truth try trying tuesday turn twelve twenty twice two type uncle under understand unit until up upon urgent us use used useful user usual usually vendor very via video visit voice volunteer vs wait walk wall want war warm was wash watch water way we wear weather week weekend weeks well went were west what whatever wheel when where whether which while white who whole whom whose why wide wife will win wind window winter wish with within without woman women wonder won word words work worker workers working works world worry would write wrong wrote year years yellow yes yesterday yet you young your yours yourself sprint client clients contract parental maternity sick promoted hired fired boss lead head colleague colleagues freelancer consultancy onboarding offboarding handover bye folks freed finally spot server servers accounting accountant designer designers analyst analysts engineer engineers engineering apprentice apprentices hr it devops data science backend frontend support ops operations service services desk mailbox inbox laptop device devices machine computers stuff thingy whatever somehow anyhow btw fyi asap eod tbd wrt re cc ps regards best cheers sincerely love kind dearest tia imho afaik idk tho thru cuz coz bc ur u r y n w abt gonna wanna gotta lemme kinda sorta dunno wrong vacation sabbatical pregnant returns returned back retiring resigned retired department dept position holidays monday tuesday wednesday friday saturday sunday april august hug kiss photo photos kids pen pencil tale married marry computing fascinating interesting boring studied departments delayed delay studio portal sticky gym club tennis football player guest guests fridge kitchen cook milk sugar coffee tea beer wine bread cheese cake pizza salad soup sandwich fruit apple banana orange lemon flower forest lake ocean island bridge square building tower castle church hospital pharmacy nurse teacher pupil lawyer police soldier farmer driver pilot singer actor writer painter artist musician assistant assistance president minister queen prince princess candidate applicant recruiter auditor banker broker seller buyer mall supermarket restaurant hotel bar cinema theatre museum library university college classroom exam grade lesson homework deadline budget revenue profit loss turnover growth target goal strategy roadmap milestone todo backlog standup retrospective demo pitch deck slide chart graph diagram drawing sketch design layout color font icon button link browser tab screen keyboard mouse cable charger battery adapter headphones speaker microphone camera webcam printer scanner router modem switch hub network internet ethernet firewall proxy domain hosting vpn cloud storage backup disk folder document documents envelope stamp parcel delivery truck bike bicycle bus tram metro subway airport ticket passport visa suitcase bag backpack wallet purse umbrella jacket coat shirt trousers shoes gloves scarf dress skirt ring necklace glasses messages chat spam newsletter calendar invite invitation appointment schedule timetable clock alarm timer noon midnight sunrise sunset christmas easter halloween birthday wedding funeral anniversary concert festival match goal score winner loser champion medal race marathon yoga gymnastics swimming skiing dancing singing reading writing cooking painting knitting fishing hunting camping hiking travelling nap pain headache fever flu cough medicine pill vaccine diet sugar salt pepper oil butter egg eggs meat chicken beef pork shrimp rice pasta potato tomato onion garlic carrot soup ugly handsome stupid smart silly crazy mad sad proud shy brave calm nervous sleepy hungry thirsty bored excited surprised worried afraid scared lonely lucky weak thick thin narrow shallow loud silent dirty clean wet sharp soft smooth rough load loads loading restart talked talking telling saying spoke spoken written wondering wonders thinks thinking believes hopes hoped guessed remembers forgot forgets noticed hears listened watches watched reads looked looks feels tried tries helped helps asked answered replied calls phoned visited meets stayed lives lived married born died grew became happened stopped finished waited waits worries worried cares cared mentioned discuss discussed agrees agreed disagree promised offered accepts accept accepted refused apologies apologise apologize excuse pardon bless greetings welcome farewell goodbye wishes success failure luck pleasure joy fear anger peace freedom secret mystery solution opinion rumour gossip joke pun poem lyrics novel chapter sentence alphabet digit zero minus equals percent dozen million billion norway sweden denmark finland france germany spain italy portugal england scotland ireland wales europe asia africa america canada mexico brazil china japan india australia madrid rome lisbon oslo stockholm copenhagen dublin vienna zurich geneva brussels amsterdam luxembourg montreal toronto quebec york chicago boston seattle redmond rollout migration upgrade downgrade outage incident ticket tickets release version beta feature bug patch workaround documentation manual tutorial course courses certificate certification exam badge budget legal compliance policy policies gdpr procurement warehouse headquarters subsidiary holding merger acquisition startup comment comments movie sticker lightbulb plate steps hint hints kettle blame hound hounds award linkedin taxi chair",
  conjugate(verb) {
    const words = verb.split(' ');
    const first = words[0] ?? '';
    const rest = words.slice(1).join(' ');
    const tail = rest ? ` ${rest}` : '';
    const forms = (base: string, s: string, ing: string, past: string) => ({
      base: [base + tail, s + tail, ing + tail],
      past: [past + tail],
    });
    if (first === 're' && words[1]) {
      const inner = this.conjugate(words.slice(1).join(' '));
      return { base: inner.base.map((form) => `re ${form}`), past: inner.past.map((form) => `re ${form}`) };
    }
    const irregular = IRREGULAR[first];
    if (irregular) return forms(first, irregular[0], irregular[1], irregular[2]);
    if (first.endsWith('e'))
      return forms(first, `${first}s`, `${first.endsWith('ee') ? first : first.slice(0, -1)}ing`, `${first}d`);
    if (/[^aeiou]y$/u.test(first))
      return forms(first, `${first.slice(0, -1)}ies`, `${first}ing`, `${first.slice(0, -1)}ied`);
    if (/(?:s|x|ch|sh)$/u.test(first)) return forms(first, `${first}es`, `${first}ing`, `${first}ed`);
    if (DOUBLING.has(first))
      return forms(first, `${first}s`, `${first}${first.at(-1)}ing`, `${first}${first.at(-1)}ed`);
    return forms(first, `${first}s`, `${first}ing`, `${first}ed`);
  },
};

const DOUBLING = new Set([
  'allot',
  'reallot',
  'transfer',
  'swap',
  'drop',
  'strip',
  'enrol',
  'cancel',
  'quit',
  'plan',
  'submit',
  'ship',
  'chat',
]);
/** Third person, -ing, past. */
const IRREGULAR: Readonly<Record<string, readonly [string, string, string]>> = {
  withdraw: ['withdraws', 'withdrawing', 'withdrew'],
  take: ['takes', 'taking', 'took'],
  make: ['makes', 'making', 'made'],
  show: ['shows', 'showing', 'showed'],
  buy: ['buys', 'buying', 'bought'],
  bring: ['brings', 'bringing', 'brought'],
  turn: ['turns', 'turning', 'turned'],
  write: ['writes', 'writing', 'wrote'],
  tell: ['tells', 'telling', 'told'],
  send: ['sends', 'sending', 'sent'],
  build: ['builds', 'building', 'built'],
  teach: ['teaches', 'teaching', 'taught'],
  sell: ['sells', 'selling', 'sold'],
};
