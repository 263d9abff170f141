// A link or button with data-dialog="id" opens that dialog; [data-dialog-close] inside it closes it.
(() => {
  document.addEventListener('click', (event) => {
    const opener = event.target.closest('[data-dialog]')
    const dialog = opener && document.getElementById(opener.dataset.dialog)
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault()
      dialog.showModal()
      return
    }
    const closer = event.target.closest('[data-dialog-close]')
    if (closer) {
      event.preventDefault()
      closer.closest('dialog').close()
    }
  })
})()
