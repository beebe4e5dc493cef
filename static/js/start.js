// Before the page is painted: tells the style sheet that scripts run, so that nothing jumps afterwards.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("nhsuk-frontend-supported");
