print("schouw")
