// A form with data-autosubmit is sent when a choice in it changes; its button stays for those without scripts.
(() => {
  document.addEventListener('change', (event) => {
    const form = event.target.form
    if (!form || !form.hasAttribute('data-autosubmit')) return
    if (event.target.matches('select, input[type="checkbox"], input[type="radio"], input[type="date"]')) {
      form.requestSubmit()
    }
  })
})()
