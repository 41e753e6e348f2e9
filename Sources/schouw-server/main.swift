print("schouw-server")
