import { statement } from './phrases.ts';
import { type Check, type Sign, sign } from './sign.ts';

/** One path segment that means “sign in” wherever it stands. */
const loginPath =
  /\/(?:log-?in|sign-?in|logon|authwall|sso|oauth2?|passport|accounts?\/login|wp-login\.php|login\.[a-z]+)(?:\/|$)/iu;
/** Words that also name ordinary pages: they count only beside an address to come back to. */
const maybeLoginPath = /\/(?:auth|idp|register|sign-?up|checkpoint|session|accounts?)(?:\/|$)/iu;
const comeBack =
  /^(?:next|continue|return|return_?(?:to|url)|redirect|redirect_?(?:to|uri|url)|dest|destination|goto|service|callback|backurl)$/iu;
const loginHost = /^(?:login|signin|accounts?|auth|sso|passport|idp)\./iu;
const consentHost = /^(?:consent|guce|cmp|myprivacy|privacy-gate)\./iu;
const consentPath = /\/(?:consent|cookie-?consent|cookie-?wall|privacy-gate|privacywall)(?:\/|\.|$)/iu;
const paywallPath = /\/(?:paywall|subscribe|subscription)(?:\/|\.|$)/iu;
const signIn =
  /log ?in|sign ?in|登[录錄入陆陸]|ログイン|サインイン|로그인|anmelden|anmeldung|einloggen|connexion|se connecter|iniciar sesi[oó]n|acceder|вход|войти|войдите|تسجيل الدخول/iu;

/** What an address that was not cited is for, if it is a gate in front of the cited one: to sign in, to consent, to pay. */
export function gateAt(cited: URL, at: URL): Sign | undefined {
  const shown = `${at.host}${at.pathname}`;
  const isNew = (pattern: RegExp): boolean => pattern.test(at.pathname) && !pattern.test(cited.pathname);
  const isNewHost = (pattern: RegExp): boolean => pattern.test(at.hostname) && !pattern.test(cited.hostname);
  if (isNewHost(consentHost) || isNew(consentPath)) {
    return sign('unsure', 'consent-wall', 'redirect-to-consent', `leads to ${shown}`);
  }
  const comesBack = [...at.searchParams.keys()].some((name) => comeBack.test(name));
  if (isNewHost(loginHost) || isNew(loginPath) || (isNew(maybeLoginPath) && comesBack)) {
    return sign('unsure', 'login-wall', 'redirect-to-login', `leads to ${shown}`);
  }
  return isNew(paywallPath) ? sign('unsure', 'paywall', 'redirect-to-paywall', `leads to ${shown}`) : undefined;
}

/** Recognises answers that want their reader to sign in, consent or pay first. */
export const gate: Check = ({ cited, final, answer, page }) => {
  const redirected = gateAt(cited, final);
  if (redirected !== undefined) return redirected;
  // Any page may have a field for a password in its header; this one has nothing else to say.
  if (page?.passwordField !== true || loginPath.test(cited.pathname) || answer.status >= 400) return undefined;
  const says = statement(page, signIn);
  return says === undefined || says.where === 'text'
    ? undefined
    : sign('unsure', 'login-wall', 'login-page', `asks for a password, ${says.where}: ${says.words}`);
};
