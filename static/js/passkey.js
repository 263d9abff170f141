// allauth tells of a failed or refused passkey by an event; people are told by [data-passkey-trouble].
(() => {
  document.addEventListener('allauth.error', (event) => {
    const trouble = document.querySelector('[data-passkey-trouble]')
    if (!trouble) return
    event.preventDefault()
    trouble.hidden = false
  })
})()
