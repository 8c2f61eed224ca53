"use strict";
// Small helps for forms. Every page works without this file; all words come from the page, in its language.

const DRAFT_EVERY_MS = 10000;
const RESUBMIT_AFTER_MS = 15000;

// --- The error summary takes the focus, so that it is read out first. ---
document.querySelector("[data-focus]")?.focus();

// --- A second press of the button is not a second submission. ---
function holdSecondSubmit(form) {
  let sentAt = 0;
  form.addEventListener("submit", (event) => {
    if (Date.now() - sentAt < RESUBMIT_AFTER_MS) {
      event.preventDefault();
      return;
    }
    sentAt = Date.now();
    markButtons(form, true);
    setTimeout(() => markButtons(form, false), RESUBMIT_AFTER_MS);
  });
  // Coming back with the browser's back button must find the form usable.
  window.addEventListener("pageshow", () => {
    sentAt = 0;
    markButtons(form, false);
  });
}

function markButtons(form, busy) {
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    if (busy) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

// --- What is on the form, without files: to see whether it changed and to keep it as a draft. ---
function draftOf(form) {
  const draft = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") draft.append(name, value);
  }
  return draft;
}

// --- Leaving with unsaved text asks first. ---
function warnBeforeLeaving(form) {
  const opened = draftOf(form).toString();
  let submitting = false;
  form.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) submitting = true;
  });
  window.addEventListener("pageshow", () => {
    submitting = false;
  });
  window.addEventListener("beforeunload", (event) => {
    const kept = form.dataset.kept ?? opened;
    if (!submitting && draftOf(form).toString() !== kept) event.preventDefault();
  });
}

// --- Every ten seconds a changed form is kept on the server. ---
function keepDraft(form) {
  const status = form.querySelector("[data-draft-status]");
  let kept = draftOf(form).toString();
  let sending = false;

  async function keep() {
    const draft = draftOf(form);
    const text = draft.toString();
    if (sending || text === kept) return;
    sending = true;
    try {
      // A redirect here means the session has ended: nothing was kept.
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST", body: draft, credentials: "same-origin", redirect: "manual",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      kept = text;
      form.dataset.kept = text;
      say(status.dataset.saved + timeNow());
    } catch {
      say(status.dataset.failed);
    } finally {
      sending = false;
    }
  }

  function say(words) {
    if (status.textContent !== words) status.textContent = words;
  }

  setInterval(keep, DRAFT_EVERY_MS);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
  });
}

function timeNow() {
  const now = new Intl.DateTimeFormat("zh-CN", {
    timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", hour12: false,
  });
  return now.format(new Date());
}

// --- Repeated groups: a new blank row copies the last one under the next number. ---
function addRows(group) {
  const button = group.querySelector("[data-add-row]");
  if (!button || !group.querySelector("[data-row]")) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const rows = group.querySelectorAll("[data-row]");
    const row = blankCopy(rows[rows.length - 1], group.dataset.repeat, rows.length);
    rows[rows.length - 1].after(row);
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
}

function blankCopy(last, name, to) {
  const row = last.cloneNode(true);
  for (const element of row.querySelectorAll("*")) {
    for (const attribute of ["id", "name", "for", "aria-describedby"]) {
      const value = element.getAttribute(attribute);
      if (!value) continue;
      const described = value.replaceAll(/\S+-error(?=\s|$)/g, "").trim();
      element.setAttribute(attribute, described.replaceAll(`${name}-${to - 1}-`, `${name}-${to}-`));
    }
  }
  row.querySelector("[data-row-number]").textContent = String(to + 1);
  for (const message of row.querySelectorAll(".govuk-error-message")) message.remove();
  for (const marked of row.querySelectorAll("[class*='--error']")) {
    const marks = [...marked.classList].filter((mark) => mark.endsWith("--error"));
    marked.classList.remove(...marks);
  }
  for (const control of row.querySelectorAll("input, select, textarea")) clear(control);
  return row;
}

function clear(control) {
  control.removeAttribute("aria-invalid");
  if (control.getAttribute("aria-describedby") === "") control.removeAttribute("aria-describedby");
  if (control.type === "checkbox" || control.type === "radio") control.checked = false;
  else if (control.tagName === "SELECT") control.selectedIndex = 0;
  else control.value = "";
}

for (const form of document.querySelectorAll("form[method=post]")) holdSecondSubmit(form);
for (const form of document.querySelectorAll("form[data-guard]")) warnBeforeLeaving(form);
for (const form of document.querySelectorAll("form[data-draft]")) keepDraft(form);
for (const group of document.querySelectorAll("[data-repeat]")) addRows(group);
