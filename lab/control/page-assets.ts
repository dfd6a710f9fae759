export const pageStyle = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 80rem; padding: 1rem; }
h1 { font-size: 1.4rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 0.5rem; }
fieldset { border: 1px solid; border-radius: 6px; margin: 0 0 0.75rem; padding: 0.5rem 0.75rem; }
form { display: inline-flex; flex-wrap: wrap; gap: 0.5rem; align-items: end; margin: 0.25rem 0.75rem 0.25rem 0; }
label { display: inline-flex; flex-direction: column; font-size: 0.9rem; }
button, input, select { font: inherit; min-height: 2.25rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid; padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
tbody th { font-weight: 500; }
:focus-visible { outline: 3px solid; outline-offset: 2px; }
`

/** Renews what is shown, never the forms: a value being typed or a focused button stays. */
export const pageScript = `
setInterval(async () => {
  if (document.hidden) return
  try {
    const page = new DOMParser().parseFromString(await (await fetch('/')).text(), 'text/html')
    const live = document.getElementById('live')
    if (!live.contains(document.activeElement)) live.replaceWith(page.getElementById('live'))
  } catch { document.title = 'Lab: not answering' }
}, 2000)
`
