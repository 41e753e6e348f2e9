print("schouw-remote")
